"""Texts that would run as a script if any page forgot to escape them (A16); each calls `hit()`."""

from __future__ import annotations

TAGS = (
    "<script>hit()</script>",
    "<ScRiPt >hit()</sCrIpT>",
    "<script/x>hit()</script>",
    "<<script>hit()//<</script>",
    "<script src=data:,hit()></script>",
)
EVENTS = (
    "onerror",
    "onload",
    "onclick",
    "onmouseover",
    "onfocus",
    "ontoggle",
    "onanimationstart",
    "onpointerenter",
    "onbegin",
    "hx-on:click",
    "hx-on::load",
)
CARRIERS = (
    "<img src=x {event}=hit()>",
    "<svg {event}=hit()></svg>",
    '"><input autofocus {event}=hit()>',
    "'><details open {event}=hit()>",
    "<body {event}=hit()>",
    "<video><source {event}=hit()></video>",
    "<iframe {event}=hit()></iframe>",
    '" {event}="hit()" x="',
    "' {event}='hit()' x='",
    "` {event}=hit() `",
)
LINKS = (
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    "java\tscript:hit()",
    "data:text/html,<script>hit()</script>",
    "vbscript:hit()",
    "//evil.example/x.js",
)
BREAKS = (
    "</script><script>hit()</script>",
    "</title><script>hit()</script>",
    "</textarea><script>hit()</script>",
    "--><script>hit()</script>",
    "]]><script>hit()</script>",
    "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "{{constructor.constructor('hit()')()}}",
    "{% debug %}{{ request.session }}",
    "${hit()}",
    "#{hit()}",
    "<%= hit() %>",
    '<div hx-get="/people/" hx-trigger="load"></div>',
    '<div data-hx-post="/logout/" data-hx-trigger="load"></div>',
    '<div x-data x-init="hit()"></div>',
    '<a href="javascript:hit()">x</a>',
    "<math><mtext></p><script>hit()</script>",
    "<style>@import'//evil.example'</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<object data='javascript:hit()'></object>",
    "<form action=javascript:hit()><button>x</button></form>",
    "\u202e<script>hit()</script>",
    "＜script＞hit()＜/script＞",
    "<template shadowrootmode=open><script>hit()</script></template>",
    "<marquee onstart=hit()>x</marquee>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x></svg>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<noscript><p title='</noscript><script>hit()</script>'>",
)
CORPUS = (*TAGS, *LINKS, *BREAKS, *(carrier.format(event=event) for event in EVENTS for carrier in CARRIERS))
