"""What people type becomes HTML here, once per message; the sanitiser is always last."""

import re
from functools import lru_cache
from html import escape

import nh3
from django.utils.functional import SimpleLazyObject
from markdown_it import MarkdownIt
from math_core import LatexError, LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight as paint
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

# One line that begins with a letter and holds nothing that Markdown, links or HTML give a meaning to.
PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>&!~$|:/\n\r\t\x00-\x1f\x7f-\xa0@]*(?<! )")
CODE_CHARS = 2_000  # a lexer may take time that grows with their square
HTML_CHARS = 64 * 1024
LANGUAGES = frozenset(
    """
    bash c clojure console cpp css dart diff docker elixir erlang go graphql haskell html http ini java javascript js json jsx
    julia kotlin latex lua matlab nasm octave perl php powershell py pycon python r rb rs ruby rust scala scheme scss sh shell
    sql swift tex toml ts tsx typescript verilog vim xml yaml yml
    """.split()  # noqa: SIM905 a list of 60 strings is no easier to read
)
BRACKETS, EMPHASES = 400, 800  # reading them takes time that grows with their square

MATHML = {
    "math": {"display"},
    "mrow": set(),
    "mi": {"mathvariant"},
    "mn": set(),
    "mtext": set(),
    "mspace": {"width"},
    "mo": {"stretchy", "form", "fence", "separator", "lspace", "rspace", "minsize", "maxsize", "movablelimits", "largeop", "symmetric"},
    "mfrac": {"linethickness"},
    "msqrt": set(),
    "mroot": set(),
    "msub": set(),
    "msup": set(),
    "msubsup": set(),
    "munder": {"accentunder"},
    "mover": {"accent"},
    "munderover": set(),
    "mmultiscripts": set(),
    "mprescripts": set(),
    "mtable": {"columnalign", "rowspacing", "columnspacing", "displaystyle", "scriptlevel"},
    "mtr": set(),
    "mtd": {"columnspan", "rowspan"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mphantom": set(),
}
TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "span",
    "div",
    *MATHML,
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, **{tag: names for tag, names in MATHML.items() if names}}
_CLASSES = re.compile(r"^(hl|math|math-block|[a-z][a-z0-9]{0,2})$")
CLASSED = {"span", "div", "pre"}


def render(body):
    """Sanitised HTML for Markdown text; what would take long to read as Markdown is shown as it was typed."""
    if PLAIN.fullmatch(body):
        return f"<p>{body}</p>"
    if body.count("[") > BRACKETS or sum(map(body.count, "*_~")) > EMPHASES:
        return sanitize(f"<p>{escape(body)}</p>")
    try:
        html = _markdown.render(body)
    except (RecursionError, ValueError):
        html = f"<p>{escape(body)}</p>"
    return sanitize(html if len(html) <= HTML_CHARS else f"<p>{escape(body)}</p>")


def sanitize(html):
    """Whatever went in, what comes out is inert; sanitising twice changes nothing."""
    return _cleaner.clean(html).rstrip("\n")


def _attribute(tag, name, value):
    """Classes: only those of highlighted code and maths."""
    if name != "class":
        return value
    kept = [word for word in value.split() if _CLASSES.match(word)]
    return " ".join(kept) or None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={**ATTRIBUTES, **{tag: {"class", *ATTRIBUTES.get(tag, ())} for tag in CLASSED}},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow ugc",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


def _code(text, language, _attributes):
    """Fenced code, highlighted where the language is known."""
    lexer = _lexer(language.lower()) if language and len(text) <= CODE_CHARS else None
    inner = paint(text, lexer, _formatter) if lexer else escape(text)
    return f'<pre class="hl"><code>{inner}</code></pre>'


@lru_cache(200)
def _lexer(language):
    """Those that were measured: some of the others take seconds for a few characters."""
    return get_lexer_by_name(language) if language in LANGUAGES else None


def _maths(text, options):
    """TeX as MathML; what cannot be read stays as it was typed."""
    try:
        return _mathml.convert_with_local_state(text, displaystyle=bool(options.get("display_mode")))
    except (LatexError, ValueError):
        return f"<code>{escape(text)}</code>"


def _build():
    markdown = MarkdownIt("js-default", {"linkify": True, "breaks": True, "highlight": _code}).disable(
        ["image", "table", "html_inline", "html_block"], ignoreInvalid=True
    )
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    markdown.linkify.add("//", None).add("ftp:", None).add("mailto:", None)
    return markdown.use(dollarmath_plugin, renderer=_maths, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)


_markdown = SimpleLazyObject(_build)
_mathml = LatexToMathML()
_formatter = HtmlFormatter(nowrap=True)
