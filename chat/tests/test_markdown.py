"""What people type becomes harmless HTML."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat import markdown
from chat.markdown import PLAIN, render, sanitize

SIGNS = "\\`*_[]<>&!~$|:/\n\r\t #-+=.)(\"'{}^@0123456789aZé\u00a0\u202e"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello there", "<p>Hello there</p>"),
        ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <s>c</s></p>"),
        ("two\nlines", "<p>two<br>\nlines</p>"),
        ("`x < 1`", "<p><code>x &lt; 1</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> so", "<blockquote>\n<p>so</p>\n</blockquote>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("it costs $5 and $6", "<p>it costs $5 and $6</p>"),
    ],
)
def test_markdown_without_raw_html(text, html):
    assert render(text) == html


def test_links_open_elsewhere_and_tell_nothing():
    html = render("see https://example.org/a?b=1&c=2 and [this](https://example.org)")
    assert html.count('target="_blank"') == html.count('rel="noopener noreferrer nofollow ugc"') == 2


@pytest.mark.parametrize("text", ["example.org is fine", "mail ada@example.org", "//example.org", "1.2.3.4", "![x](https://example.org/x.png)"])
def test_only_whole_addresses_become_links_and_nothing_is_loaded(text):
    assert "<img" not in render(text)
    assert "<a" not in render(text).replace('<a href="https://example.org/x.png"', "")


def test_code_is_highlighted_where_the_language_is_known():
    assert 'class="k"' in render("```python\nif x: pass\n```")
    assert render("```nosuchlanguage\n<x>\n```") == '<pre class="hl"><code>&lt;x&gt;\n</code></pre>'


@pytest.mark.parametrize("text", ["$x^2$", "$$\\frac{a}{b}$$", "$\\sqrt{x}$", "$\\sum_{i=0}^n i$", "$\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}$"])
def test_maths_becomes_mathml(text):
    html = render(text)
    assert "<math" in html
    assert "<code>" not in html


@pytest.mark.parametrize("text", ["$\\frac{$", "$\\nosuchcommand{x}$"])
def test_maths_that_cannot_be_read_stays_as_typed(text):
    assert re.sub(r"<[^>]+>", "", render(text)).replace("&amp;", "&").strip("$") == text.strip("$")


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "$\\href{javascript:alert(1)}{x}$",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "<svg/onload=alert(1)>",
    "https://example.org/\"onmouseover='alert(1)'",
    "[x](https://example.org 'onclick=alert(1)')",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "$\\text{<script>alert(1)</script>}$",
    "| a | b |\n|---|---|\n| <script>x</script> | [c](javascript:x) |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
ALIVE = re.compile(r"<script|<img|<svg|<style|\son\w+\s*=[^<]*>|href=.(?:javascript|data|vbscript)|style=", re.I)


@pytest.mark.parametrize("text", ATTACKS)
def test_script_is_inert(text):
    tags = "".join(re.findall(r"<[^>]*>", render(text)))
    assert not ALIVE.search(tags), tags


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=60) | st.text(max_size=60))
def test_the_sanitiser_has_the_last_word(text):
    html = render(text)
    assert sanitize(html) == html
    assert not ALIVE.search("".join(re.findall(r"<[^>]*>", html)))


@settings(max_examples=600, deadline=None)
@given(st.text(st.sampled_from(SIGNS + "abc"), min_size=1, max_size=40) | st.text(min_size=1, max_size=40))
def test_the_short_cut_for_plain_words_gives_what_the_long_way_gives(text):
    if PLAIN.fullmatch(text):
        assert render(text) == sanitize(markdown._markdown.render(text))


HEAVY = [
    "[" * 4000,
    ">" * 4000,
    "*a **b " * 570,
    "$" * 4000,
    "`" * 4000,
    "- " * 2000,
    "[a](" * 1000,
    "\\frac{" * 600,
    "|a" * 2000,
    "a|b\n-|-\n" + "a|b\n" * 800,
]


@pytest.mark.parametrize("text", HEAVY)
def test_no_text_holds_up_the_others(text):
    render("*the first one builds the parser*")
    start = time.thread_time()
    assert render(text[:4000])
    assert time.thread_time() - start < 0.5  # the next message waits for it; usually it takes a hundredth of that


EVIL = [
    "\t" * 1990,
    "a\n" * 995,
    "\n " * 995,
    "(" * 1990,
    '"\\' * 995,
    "1" * 1990,
    "<a " * 660,
    "a:" * 995,
    "`" * 1990,
    "/*" * 995,
    "[[" * 995,
    "#" * 1990,
]


@pytest.mark.parametrize("language", sorted(markdown.LANGUAGES))
def test_no_language_holds_up_the_others(language):
    render(f"```{language}\nx\n```")
    start = time.thread_time()
    for code in EVIL:
        assert render(f"```{language}\n{code}\n```")
    assert (time.thread_time() - start) / len(EVIL) < 0.15


@pytest.mark.parametrize("language", ["easytrieve", "nemerle", "../../etc", "constructor", "x" * 500])
def test_a_language_that_was_not_measured_is_shown_plain(language):
    assert render(f"```{language}\n" + "\t" * 3000 + "\n```").startswith("<pre")


def test_tables_are_text_and_html_has_a_limit():
    table = ("a|" * 100 + "\n" + "-|" * 100 + "\n" + "x\n" * 4000)[:4000]
    assert "<table" not in render(table)
    for text in (table, "$a$ " * 1000, "*a* " * 1000, "- a\n" * 1000, "```c\n" + "(x)" * 600 + "\n```\n" + "(x)" * 600):
        assert len(render(text[:4000])) <= markdown.HTML_CHARS
