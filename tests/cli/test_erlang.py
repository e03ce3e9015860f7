"""`zuoxi erlang` as a planner types it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from click.testing import Result
from django.utils import translation
from typer.testing import CliRunner

from tests.engine.staffing import exact
from zuoxi.cli.console import BAD_INPUT
from zuoxi.cli.erlang import command
from zuoxi.core.sentences.staffing import SENTENCES
from zuoxi.core.tables import Sheet, write_xlsx
from zuoxi.engine.staffing.erlang import COLUMNS, evaluate

IN = ("model", "erlangs", "aht_s", "agents", "patience_s", "sl_threshold_s")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(*arguments: str | Path) -> Result:
    app = typer.Typer(add_completion=False)
    app.command()(command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def file_of(folder: Path, *lines: str, name: str = "points.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_one_point_is_printed_as_json() -> None:
    answer = json.loads(run("--model", "C", "--erlangs", "2", "--aht", "180", "--agents", "3", "--threshold", "60", "--json").stdout)
    assert list(answer) == [*IN, *COLUMNS]
    assert answer["p_wait"] == pytest.approx(4 / 9, rel=1e-12)
    assert (answer["agents"], answer["patience_s"]) == (3, None)


def test_one_point_is_printed_for_people() -> None:
    shown = dict(line.split() for line in run("--model", "b", "--erlangs", "2", "--aht", "180", "--agents", "3").stdout.splitlines())
    assert float(shown["p_block"]) == pytest.approx(4 / 19, rel=1e-5)
    assert shown["model"] == "B"
    assert "patience_s" not in shown


def test_the_load_may_be_given_as_calls_in_an_interval() -> None:
    answer = json.loads(run("--calls", "400", "--aht", "180", "--agents", "45", "--model", "A", "--patience", "380", "--json").stdout)
    assert answer["erlangs"] == 40
    quarter = json.loads(run("--calls", "400", "--step", "900", "--aht", "180", "--agents", "90", "--json").stdout)
    assert quarter["erlangs"] == 80


def test_an_endless_queue_is_null_in_json_and_inf_on_screen() -> None:
    endless = ("--erlangs", "10", "--aht", "180", "--agents", "9")
    answer = json.loads(run(*endless, "--json").stdout)
    assert (answer["p_wait"], answer["sl_offered"], answer["asa_answered_s"], answer["mean_queue"]) == (1, 0, None, None)
    assert "asa_answered_s  inf" in run(*endless).stdout


def test_size_finds_the_least_agents() -> None:
    point = ("--model", "A", "--erlangs", "40", "--aht", "180", "--patience", "300", "--service-level", "0.9", "--threshold", "15", "--json")
    answer = json.loads(run("--size", *point).stdout)
    assert exact.erlang_a(40, answer["agents"], 180, 300, 15)["sl_offered"] >= 0.9
    assert exact.erlang_a(40, answer["agents"] - 1, 180, 300, 15)["sl_offered"] < 0.9
    stricter = json.loads(run("--size", *point, "--max-occupancy", "0.7").stdout)
    assert stricter["agents"] == 58


def test_size_without_a_target_means_eighty_percent_in_twenty_seconds() -> None:
    answer = json.loads(run("--size", "--erlangs", "40", "--aht", "180", "--json").stdout)
    assert answer["sl_threshold_s"] == 20
    assert exact.erlang_c(40, answer["agents"], 180, 20)["sl_offered"] >= 0.8
    assert exact.erlang_c(40, answer["agents"] - 1, 180, 20)["sl_offered"] < 0.8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--erlangs", "10", "--agents", "12"), "aht_s is missing"),
        (("--aht", "180", "--agents", "12"), "erlangs is missing"),
        (("--erlangs", "10", "--aht", "180"), "agents is missing"),
        (("--erlangs", "-1", "--aht", "180", "--agents", "12"), "erlangs is -1.0; give a number from 0 to 1000000"),
        (("--calls", "-1", "--aht", "180", "--agents", "12"), "volume is -1.0"),
        (("--erlangs", "10", "--aht", "0", "--agents", "12"), "aht_s is 0.0"),
        (("--erlangs", "10", "--aht", "180", "--agents", "-2"), "agents is -2"),
        (("--erlangs", "10", "--aht", "180", "--agents", "12", "--model", "D"), "There is no model D"),
        (("--erlangs", "10", "--aht", "180", "--agents", "12", "--model", "A"), "Model A needs a mean patience"),
        (("--erlangs", "10", "--aht", "180", "--size", "--model", "D"), "There is no model D"),
        (("--erlangs", "10", "--aht", "180", "--size", "--service-level", "80"), "service_level is 80.0"),
        (("--erlangs", "10", "--aht", "180", "--size", "--max-abandon", "0"), "max_abandon is 0.0"),
        (("--erlangs", "10", "--aht", "180", "--size", "--max-abandon", "0.1"), "There is no target for model C"),
    ],
)
def test_a_point_that_cannot_be_is_answered_with_a_sentence_and_code_2(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == BAD_INPUT
    assert said in result.stderr
    assert result.stdout == ""


def test_many_points_go_from_file_to_file(tmp_path: Path) -> None:
    source = file_of(tmp_path, ",".join(IN), "C,10,180,12,,20", "A,10,180,12,120,20", "B,10,180,12,,", "C,10,180,9,,20")
    assert run("--csv", source, "--out", tmp_path / "out.csv").exit_code == 0
    rows = rows_of(tmp_path / "out.csv")
    assert list(rows[0]) == [*IN, *COLUMNS]
    c, a, b, endless = rows
    for row, truth in ((c, exact.erlang_c(10, 12, 180, 20)), (a, exact.erlang_a(10, 12, 180, 120, 20)), (b, exact.erlang_b(10, 12))):
        assert {name: float(row[name]) for name in truth} == {name: pytest.approx(float(true), rel=1e-12) for name, true in truth.items()}
    assert [row["model"] for row in rows] == ["C", "A", "B", "C"]
    assert (endless["p_wait"], endless["asa_answered_s"], endless["mean_queue"]) == ("1", "inf", "inf")


def test_further_columns_and_their_order_stay(tmp_path: Path) -> None:
    source = file_of(tmp_path, "queue,agents,aht_s,erlangs", "售后,12,180,10", "开户,,180,4")
    result = run("--csv", source, "--out", tmp_path / "out.csv", "--threshold", "30")
    assert (result.exit_code, "row 3, column agents: agents is missing" in result.stderr) == (BAD_INPUT, True)
    source = file_of(tmp_path, "queue,agents,aht_s,erlangs", "售后,12,180,10", encoding="gb18030")
    assert run("--csv", source, "--out", tmp_path / "out.csv", "--threshold", "30").exit_code == 0
    content = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert content.startswith("queue,agents,aht_s,erlangs,p_block,")
    assert "售后,12,180,10," in content
    expected = evaluate(model="C", erlangs=10, agents=12, aht_s=180, threshold_s=30).sl_offered
    assert str(expected) in content


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "points.xlsx", [Sheet("points", IN, [("C", 2.0, 180.0, 3, None, 20.0)])])
    assert run("--csv", tmp_path / "points.xlsx", "--out", tmp_path / "out.csv").exit_code == 0
    assert float(rows_of(tmp_path / "out.csv")[0]["p_wait"]) == pytest.approx(4 / 9)


def test_size_takes_the_targets_of_each_row(tmp_path: Path) -> None:
    header = "model,erlangs,aht_s,patience_s,sl_threshold_s,service_level,max_abandon,max_occupancy,max_asa_s"
    source = file_of(
        tmp_path, header, "C,10,180,,20,0.8,,,", "A,10,180,120,20,0.8,0.02,,", "C,10,180,,20,,,0.5,", "B,10,180,,,0.99,,,", "C,10,180,,20,,,,5"
    )
    assert run("--size", "--csv", source, "--out", tmp_path / "out.csv").exit_code == 0
    rows = rows_of(tmp_path / "out.csv")
    assert list(rows[0]) == [*header.split(","), "agents", *COLUMNS]
    agents = [int(row["agents"]) for row in rows]
    assert agents[2:4] == [20, 18]
    assert exact.erlang_c(10, agents[0], 180, 20)["sl_offered"] >= 0.8 > exact.erlang_c(10, agents[0] - 1, 180, 20)["sl_offered"]
    assert exact.erlang_a(10, agents[1], 180, 120, 20)["p_abandon"] <= 0.02 < exact.erlang_a(10, agents[1] - 1, 180, 120, 20)["p_abandon"]
    assert exact.erlang_c(10, agents[4], 180, 20)["asa_answered_s"] <= 5 < exact.erlang_c(10, agents[4] - 1, 180, 20)["asa_answered_s"]


def test_size_puts_the_agents_where_their_column_is(tmp_path: Path) -> None:
    source = file_of(tmp_path, ",".join(IN), "C,10,180,,,20", "C,20,180,99,,20")
    assert run("--size", "--csv", source, "--out", tmp_path / "out.csv").exit_code == 0
    rows = rows_of(tmp_path / "out.csv")
    assert list(rows[0]) == [*IN, *COLUMNS]
    assert [int(row["agents"]) for row in rows] == [14, 24]
    assert all(float(row["sl_offered"]) >= 0.8 for row in rows)


def test_options_stand_in_for_columns_that_are_not_there(tmp_path: Path) -> None:
    source = file_of(tmp_path, "erlangs,aht_s", "10,180", "20,180")
    out = tmp_path / "out.csv"
    assert run("--size", "--csv", source, "--out", out, "--model", "A", "--patience", "120", "--service-level", "0.95").exit_code == 0
    found = [int(row["agents"]) for row in rows_of(out)]
    for erlangs, agents in zip((10, 20), found, strict=True):
        assert exact.erlang_a(erlangs, agents, 180, 120, 20)["sl_offered"] >= 0.95 > exact.erlang_a(erlangs, agents - 1, 180, 120, 20)["sl_offered"]


def test_every_fault_of_a_file_is_told_by_row_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    source = file_of(
        tmp_path, ",".join(IN), "C,10,180,12,,20", "C,ten,180,12,,20", "A,10,180,12,,20", "X,10,180,12,,20", "C,10,-5,,,x", "C,10,180,1.5,,20"
    )
    out = tmp_path / "out.csv"
    result = run("--csv", source, "--out", out)
    assert result.exit_code == BAD_INPUT
    told = result.stderr
    for place in (
        "row 3, column erlangs: ten is not a number",
        "row 4, column patience_s: Model A needs a mean patience",
        "row 5, column model: There is no model X",
        "row 6, column aht_s: aht_s is -5",
        "row 6, column agents: agents is missing",
        "row 6, column sl_threshold_s: x is not a number",
        "row 7, column agents: agents is 1.5",
    ):
        assert f"{source}, {place}" in told
    assert "row 2" not in told
    assert sorted(tmp_path.iterdir()) == [source]


def test_a_row_without_a_target_is_told_when_others_have_one(tmp_path: Path) -> None:
    header = "model,erlangs,aht_s,sl_threshold_s,service_level,max_abandon"
    source = file_of(tmp_path, header, "C,10,180,20,0.8,", "C,10,180,20,,0.05", "C,10,180,20,1.5,")
    result = run("--size", "--csv", source, "--out", tmp_path / "out.csv")
    assert result.exit_code == BAD_INPUT
    assert "row 3, column service_level: There is no target for model C" in result.stderr
    assert "row 4, column service_level: service_level is 1.5" in result.stderr
    assert result.stderr.count("row 4") == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "The file is empty"),
        (("model,erlangs,aht_s",), "has a header but no data"),
        (("model,load,aht_s", "C,1,2"), "There is no column for erlangs"),
        (("erlangs,aht_s,threshold_s,sl_threshold_s", "1,2,3,4"), "More than one column could be sl_threshold_s"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    result = run("--csv", file_of(tmp_path, *lines), "--out", tmp_path / "out.csv")
    assert result.exit_code == BAD_INPUT
    assert said in result.stderr
    assert "points.csv" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_and_an_answer_without_a_place_are_told(tmp_path: Path) -> None:
    missing = run("--csv", tmp_path / "nowhere.csv", "--out", tmp_path / "out.csv")
    assert (missing.exit_code, "nowhere.csv cannot be opened" in missing.stderr) == (BAD_INPUT, True)
    source = file_of(tmp_path, ",".join(IN), "C,10,180,12,,20")
    nowhere = run("--csv", source)
    assert (nowhere.exit_code, "--out" in nowhere.stderr) == (BAD_INPUT, True)
    no_folder = run("--csv", source, "--out", tmp_path / "no" / "out.csv")
    assert (no_folder.exit_code, "cannot be written" in no_folder.stderr) == (BAD_INPUT, True)


def test_an_old_answer_survives_a_bad_file(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("--csv", file_of(tmp_path, ",".join(IN), "C,10,180,12,,20"), "--out", out).exit_code == 0
    before = out.read_bytes()
    assert run("--csv", file_of(tmp_path, ",".join(IN), "C,10,180,x,,20"), "--out", out).exit_code == BAD_INPUT
    assert out.read_bytes() == before


def test_help_shows_an_example_in_both_languages() -> None:
    assert "zuoxi erlang --size" in run("--help").stdout
    with translation.override("zh-hans"):
        assert "没有 D 这种模型" in run("--erlangs", "1", "--aht", "1", "--agents", "2", "--model", "D").stderr


def codes() -> set[str]:
    """Every code that the staffing mathematics, the policy entries and this command can answer with."""
    root = Path(__file__).resolve().parents[2] / "zuoxi"
    sources = [*(root / "engine" / "staffing").glob("*.py"), root / "rules" / "policy.py", *(root / "cli").glob("erlang*.py")]
    return {code for path in sources for code in re.findall(r'"((?:staffing|policy)\.\w+)"', path.read_text(encoding="utf-8"))}


def test_every_code_has_a_sentence_in_both_languages_and_every_sentence_a_code() -> None:
    assert codes() == set(SENTENCES)
    for code in SENTENCES:
        with translation.override("en"):
            english = str(SENTENCES[code])
        with translation.override("zh-hans"):
            chinese = str(SENTENCES[code])
        assert re.search(r"[\u4e00-\u9fff]", chinese), code
        assert set(re.findall(r"%\(\w+\)s", chinese)) == set(re.findall(r"%\(\w+\)s", english)), code


def test_a_refusal_gives_its_sentence_every_fact_it_names(tmp_path: Path) -> None:
    """A missing fact would end in a traceback instead of a sentence."""
    refused: tuple[tuple[str, ...], ...] = (
        ("--erlangs", "1000000", "--aht", "60", "--size", "--max-occupancy", "0.01"),
        ("--erlangs", "10", "--aht", "60", "--size", "--model", "B", "--max-asa", "10"),
        ("--erlangs", "10", "--aht", "60", "--size", "--threshold", "-1", "--service-level", "0.8"),
        ("--calls", "10", "--step", "0", "--aht", "60", "--agents", "3"),
        ("--erlangs", "10", "--aht", "60", "--agents", "3", "--patience", "0", "--model", "A"),
        ("--csv", str(tmp_path), "--out", str(tmp_path / "out.csv")),
    )
    for arguments in refused:
        result = run(*arguments)
        assert (result.exit_code, type(result.exception)) == (BAD_INPUT, SystemExit), arguments
        assert result.stderr.strip(), arguments
        assert "%(" not in result.stderr, arguments
