// Charts: <div data-chart="kind" data-chart-data="id of a json_script"> drawn by ECharts in the colours of the theme.
// Data of the kinds built in (docs/guides/pages.md): lines, heatmap, option. Areas add kinds with zuoxi.chart.register(kind, build).
(() => {
  const builders = {};
  const drawn = new Map();
  const probe = document.createElement("i");

  const colour = (name) => {
    probe.style.color = name.startsWith("--") ? `var(${name})` : name;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const look = () => ({
    ink: colour("--zx-ink"), quiet: colour("--zx-quiet"), line: colour("--zx-line"), surface: colour("--zx-surface"),
    good: colour("--zx-good"), warning: colour("--zx-warning"), bad: colour("--zx-bad"), hover: colour("--zx-hover"),
    series: [1, 2, 3, 4, 5, 6].map((n) => colour(`--zx-series-${n}`)),
    colour,
    dark: document.documentElement.dataset.bsTheme === "dark",
    phone: window.innerWidth < 600,
  });
  const number = (value, decimals) => (value === null || value === undefined || value === "" || Number.isNaN(Number(value)) ? "--"
    : Number(value).toLocaleString("en-US", { minimumFractionDigits: decimals ?? 0, maximumFractionDigits: decimals ?? 2 }));
  const faded = (rgb, share) => rgb.replace("rgb(", "rgba(").replace(")", `, ${share})`);

  const axis = (view, more) => ({
    axisLine: { lineStyle: { color: view.line } }, axisTick: { lineStyle: { color: view.line } },
    axisLabel: { color: view.quiet, hideOverlap: true }, splitLine: { lineStyle: { color: view.line } }, nameTextStyle: { color: view.quiet, align: "left" }, ...more,
  });
  const frame = (view, data) => ({
    animation: false,
    color: view.series,
    textStyle: { color: view.ink, fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 32, top: data.unit || (data.series ?? []).length > 1 ? 44 : 20, bottom: data.zoom ? 52 : 8, containLabel: true },
    tooltip: { trigger: "axis", confine: true, backgroundColor: view.surface, borderColor: view.line, textStyle: { color: view.ink, fontSize: 13 }, valueFormatter: (v) => number(Array.isArray(v) ? v[1] : v, data.decimals) },
    legend: { show: (data.series ?? []).length > 1, type: "scroll", top: 0, left: 0, textStyle: { color: view.ink }, pageIconColor: view.ink, pageTextStyle: { color: view.quiet }, itemWidth: 18, itemHeight: 10 },
  });

  // lines: {x, unit, decimals, zoom, stacked, horizontal, max, series: [{name, values, type: line|bar|step|dots, band: {name, lo, hi}, dashed, colour, area}], marks: [{from, to, name}]}
  const difference = (hi, lo) => hi.map((value, n) => (value === null || lo[n] === null ? null : value - lo[n]));
  const band = (series, tint, n) => (series.bands ?? (series.band ? [series.band] : [])).flatMap((one, m) => [
    { name: `${one.name} `, type: "line", stack: `band${n}.${m}`, data: one.lo, symbol: "none", lineStyle: { opacity: 0 }, silent: true, tooltip: { show: false }, emphasis: { disabled: true } },
    { name: one.name, type: "line", stack: `band${n}.${m}`, data: difference(one.hi, one.lo), symbol: "none", lineStyle: { opacity: 0 }, itemStyle: { color: faded(tint, m ? 0.25 : 0.45) }, areaStyle: { color: faded(tint, m ? 0.14 : 0.2) }, silent: true, tooltip: { show: false }, emphasis: { disabled: true } },
  ]);
  const oneLine = (series, tint, data) => ({
    name: series.name, type: series.type === "bar" ? "bar" : series.type === "dots" ? "scatter" : "line", data: series.values, symbol: series.type === "dots" ? "circle" : "none", symbolSize: 5,
    step: series.type === "step" ? "end" : false, itemStyle: { color: tint }, lineStyle: { width: 1.75, color: tint, type: series.dashed ? "dashed" : "solid" },
    areaStyle: series.area ? { color: faded(tint, 0.18) } : undefined, stack: data.stacked ? "all" : undefined, barMaxWidth: 28, connectNulls: false,
    sampling: series.values.length > 2000 ? "lttb" : undefined, emphasis: { disabled: true },
  });
  builders.lines = (data, view) => {
    const tints = data.series.map((series, n) => (series.colour ? colour(series.colour) : view.series[n % view.series.length]));
    const series = data.series.flatMap((one, n) => [...band(one, tints[n], n), oneLine(one, tints[n], data)]);
    if (data.marks?.length && series.length) {
      series[series.length - 1].markArea = { silent: true, itemStyle: { color: faded(view.warning, 0.14) }, label: { color: view.ink, position: "insideTop" }, data: data.marks.map((m) => [{ xAxis: m.from, name: m.name }, { xAxis: m.to }]) };
    }
    const category = axis(view, { type: "category", data: data.x, boundaryGap: data.series.some((s) => s.type === "bar") });
    const value = axis(view, { type: "value", name: data.unit ?? "", max: data.max, scale: Boolean(data.scale), axisLabel: { color: view.quiet, formatter: (v) => number(v) } });
    const option = { ...frame(view, data), xAxis: data.horizontal ? value : category, yAxis: data.horizontal ? { ...category, inverse: true } : value, series };
    const bands = data.series.flatMap((one) => (one.bands ?? (one.band ? [one.band] : [])).map((b) => b.name));
    option.legend.data = legendOf(data, bands);
    option.legend.show = option.legend.data.length > 1;
    if (option.legend.show) option.grid.top = data.unit ? 56 : 36; // the unit stands below the legend, never across it
    if (bands.length) option.tooltip.formatter = bandTip(data);
    if (data.zoom) option.dataZoom = [{ type: "inside", zoomOnMouseWheel: "ctrl" }, { type: "slider", height: 20, bottom: 8, showDataShadow: false, borderColor: view.line, backgroundColor: view.hover, fillerColor: faded(view.series[0], 0.2), handleStyle: { color: view.surface, borderColor: view.series[0] }, moveHandleStyle: { color: view.line }, textStyle: { color: view.quiet } }];
    return option;
  };
  const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const legendOf = (data, bands) => [
    ...data.series.map((one) => ({ name: one.name, icon: one.type === "bar" ? "rect" : one.type === "dots" ? "circle" : undefined })),
    ...bands.map((name) => ({ name, icon: "rect" })),
  ];
  const bandTip = (data) => (points) => {
    const n = points[0].dataIndex;
    const rows = data.series.flatMap((one) => [
      [one.name, number(one.values[n], data.decimals)],
      ...(one.bands ?? (one.band ? [one.band] : [])).map((b) => [b.name, `${number(b.lo[n], data.decimals)} ～ ${number(b.hi[n], data.decimals)}`]),
    ]);
    return `<b>${escape(data.x[n])}</b><table>${rows.map(([k, v]) => `<tr><td>${escape(k)}</td><td style="text-align:right;padding-left:16px">${v}</td></tr>`).join("")}</table>`;
  };

  // heatmap: {x, y, unit, decimals, values: [[column, row, value]], min, max, label}
  builders.heatmap = (data, view) => {
    const values = data.values.map((cell) => cell[2]).filter((v) => v !== null);
    return {
      ...frame(view, data),
      tooltip: { ...frame(view, data).tooltip, trigger: "item", formatter: (p) => `${escape(data.y[p.value[1]])} ${escape(data.x[p.value[0]])}<br><b>${number(p.value[2], data.decimals)}</b> ${escape(data.unit ?? "")}` },
      grid: { left: 8, right: 8, top: 8, bottom: 56, containLabel: true },
      xAxis: axis(view, { type: "category", data: data.x, splitArea: { show: false } }),
      yAxis: axis(view, { type: "category", data: data.y, inverse: true }),
      visualMap: { min: data.min ?? 0, max: data.max ?? Math.max(1, ...values), calculable: true, orient: "horizontal", left: "center", bottom: 0, itemHeight: 160, itemWidth: 12, textStyle: { color: view.quiet }, formatter: (v) => number(v, data.decimals ?? 0),
        inRange: { color: view.dark ? ["#1c2733", "#25517d", "#4b8fd0", "#b9dbff"] : ["#f0f5fa", "#a9cbea", "#3f7fbd", "#123a66"] } },
      series: [{ type: "heatmap", data: data.values, itemStyle: { borderColor: view.surface, borderWidth: 1 }, emphasis: { itemStyle: { borderColor: view.ink } } }],
    };
  };
  builders.option = (data) => data;

  // The same numbers as a table, made when it is opened ---------------------------
  const rowsOf = (kind, data) => {
    if (kind === "heatmap") {
      const rows = data.y.map((name) => [name, ...data.x.map(() => null)]);
      data.values.forEach(([x, y, value]) => { rows[y][x + 1] = value; });
      return [["", ...data.x], ...rows];
    }
    if (!data.series || !data.x) return [];
    const columns = data.series.flatMap((one) => [
      { name: one.name, values: one.values },
      ...(one.bands ?? (one.band ? [one.band] : [])).flatMap((b) => [{ name: `${b.name} ↓`, values: b.lo }, { name: `${b.name} ↑`, values: b.hi }]),
    ]);
    return [["", ...columns.map((c) => c.name)], ...data.x.map((x, n) => [x, ...columns.map((c) => c.values[n])])];
  };
  const tableOf = (kind, data) => {
    const table = document.createElement("table");
    table.className = "table plain";
    rowsOf(kind, data).forEach((cells, n) => {
      const row = (n ? table.tBodies[0] ?? table.createTBody() : table.createTHead()).insertRow();
      cells.forEach((value, column) => {
        const cell = document.createElement(n && column ? "td" : "th");
        if (cell.tagName === "TH") cell.scope = n ? "row" : "col";
        cell.textContent = n && column ? number(value, data.decimals) : value;
        if (column) cell.className = "num";
        row.append(cell);
      });
    });
    return table;
  };

  // Drawing -------------------------------------------------------------------
  const dataOf = async (element) => {
    const id = element.dataset.chartData;
    const script = id && document.getElementById(id);
    if (script) return JSON.parse(script.textContent);
    if (!element.dataset.chartSrc) return null;
    const response = await fetch(element.dataset.chartSrc, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const say = (element, text) => {
    const note = document.createElement("p");
    note.className = "quiet";
    note.textContent = text;
    element.replaceChildren(note);
  };
  const draw = (element, data) => {
    let entry = drawn.get(element);
    if (!entry) {
      element.replaceChildren();
      const chart = echarts.init(element, null, { locale: document.documentElement.lang.startsWith("zh") ? "ZH" : "EN" });
      const watcher = new ResizeObserver(() => chart.resize());
      watcher.observe(element);
      entry = { chart, watcher };
      drawn.set(element, entry);
    }
    entry.data = data;
    entry.chart.setOption(builders[element.dataset.chart](data, look()), { notMerge: true });
    element.dataset.drawn = "yes";
    element.dispatchEvent(new CustomEvent("chart:drawn", { bubbles: true, detail: { chart: entry.chart, data } }));
    return entry.chart;
  };
  const start = async (element) => {
    if (drawn.has(element)) return;
    if (element.dataset.chartSrc) say(element, element.dataset.textLoading);
    try {
      const data = await dataOf(element);
      if (data === null) return;
      const empty = data.series?.length === 0 || data.x?.length === 0 || data.values?.length === 0;
      if (empty) { element.style.height = "auto"; say(element, element.dataset.textNone); }
      else draw(element, data);
    } catch {
      say(element, element.dataset.textFailed);
    }
  };
  const all = (root) => root.querySelectorAll("[data-chart]").forEach(start);
  const tidy = () => drawn.forEach((entry, element) => {
    if (!element.isConnected) { entry.watcher.disconnect(); entry.chart.dispose(); drawn.delete(element); }
  });
  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (!box.dataset?.chartTable || !box.open) return;
    const element = document.getElementById(box.dataset.chartTable);
    const entry = drawn.get(element);
    if (entry) box.querySelector("div").replaceChildren(tableOf(element.dataset.chart, entry.data));
  }, true);
  document.addEventListener("zuoxi:theme", () => drawn.forEach((entry, element) => draw(element, entry.data)));
  document.addEventListener("htmx:load", (event) => { tidy(); all(event.target); });
  document.addEventListener("DOMContentLoaded", () => all(document));

  window.zuoxi = { ...(window.zuoxi ?? {}), chart: { register: (kind, build) => { builders[kind] = build; }, draw, of: (element) => drawn.get(element)?.chart, colour, number } };
})();
