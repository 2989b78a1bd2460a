"""A small C lexer: identifier tokens with their place, preprocessor context and conditional arm.

It knows nothing of what names mean and shares nothing with the tool. Phases as in
the C standard: line splices are taken out first (places are mapped back), comments
and literals never contain tokens, a directive is one logical line.
"""

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

_SPLICE = re.compile(r"\\[ \t\f\v]*\r?\n")
_TOKEN = re.compile(r"""
    (?P<space>   [ \t\f\v\r]+ | //[^\n]* | /\*.*?(?:\*/|\Z) )
  | (?P<newline> \n )
  | (?P<literal> (?:u8|[uUL])? (?: "(?:\\[^\n]|[^"\\\n])*(?:"|(?=\n)|\Z) | '(?:\\[^\n]|[^'\\\n])*(?:'|(?=\n)|\Z) ) )
  | (?P<number>  \.?[0-9](?:[eEpP][+-]|[A-Za-z0-9_.])* )
  | (?P<word>    [A-Za-z_$\x80-\xff][A-Za-z0-9_$\x80-\xff]* )
  | (?P<other>   -> | \#\# | . )
""", re.VERBOSE | re.DOTALL)
_HEADER_NAME = re.compile(r"[ \t]*(?:<[^>\n]*>|\"[^\"\n]*\")")
_ARM_OPENERS = frozenset({"if", "ifdef", "ifndef"})
_ARM_SWITCHES = frozenset({"elif", "elifdef", "elifndef", "else"})
_INCLUDES = frozenset({"include", "include_next", "import"})


class Context(Enum):
    """Where a token stands with respect to the preprocessor."""

    TEXT = "text"
    MACRO_NAME = "macro name"
    """The name a #define defines."""
    MACRO_PARAMETER = "macro parameter"
    """In a parameter list, or a parameter's name in the body."""
    MACRO_BODY = "macro body"
    DIRECTIVE = "directive"
    """In any other directive."""


@dataclass(frozen=True)
class Token:
    """An identifier or punctuator with its place in the file as it is on disk."""

    text: str
    offset: int
    """In bytes from the start of the file."""
    line: int
    column: int
    """In bytes, from 1, as compilers print it."""


@dataclass(frozen=True)
class Occurrence:
    """An identifier token whose name was asked for."""

    token: Token
    context: Context
    arm: int
    """Number of the innermost conditional arm around it; 0 is the file itself."""
    before: str
    """The token before it in the same directive or text, empty at the start."""
    after: str
    enclosing: frozenset[str]
    """Words before the parentheses that are open around it: perhaps macros that it is an argument of."""


@dataclass(frozen=True)
class Arm:
    """A conditional arm: the text between one #if/#elif/#else and the next."""

    number: int
    parent: int
    """The arm that the whole #if … #endif stands in."""
    start: int
    """Byte offset of its first line."""


@dataclass
class LexedFile:
    """What the lexer found in one file."""

    occurrences: list[Occurrence] = field(default_factory=list)
    arms: list[Arm] = field(default_factory=list)


def lex(content: bytes, names: frozenset[str]) -> LexedFile:
    """Finds every identifier token in `content` that is spelled like one of `names`."""
    return _Lexer(content, names).run()


class _Places:
    """Maps offsets in the spliced text back to offsets, lines and columns of the file."""

    def __init__(self, text: str):
        self._starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self._cuts: list[int] = []
        self._removed: list[int] = []
        removed = 0
        for match in _SPLICE.finditer(text):
            self._cuts.append(match.start() - removed)
            removed += match.end() - match.start()
            self._removed.append(removed)

    def original(self, offset: int) -> int:
        """Offset in the file."""
        cut = bisect.bisect_right(self._cuts, offset)
        return offset + (self._removed[cut - 1] if cut else 0)

    def token(self, text: str, offset: int) -> Token:
        """The token that starts at an offset of the spliced text."""
        original = self.original(offset)
        line = bisect.bisect_right(self._starts, original)
        return Token(text, original, line, original - self._starts[line - 1] + 1)


class _Lexer:
    """One pass over one file."""

    def __init__(self, content: bytes, names: frozenset[str]):
        text = content.decode("latin-1")  # one character a byte: offsets and columns are bytes
        self._places = _Places(text)
        self._text = _SPLICE.sub("", text)
        self._names = names
        self._length = len(text)
        self._found = LexedFile(arms=[Arm(0, 0, 0)])
        self._open_arms = [0]
        self._line: list[Token] = []
        """Tokens of the directive being read, or of the text since the last directive."""

    def run(self) -> LexedFile:
        """Lexes the whole file."""
        position, at_line_start, in_directive = 0, True, False
        while position < len(self._text):
            match = _TOKEN.match(self._text, position)
            assert match is not None  # the last alternative takes any character
            position = match.end()
            kind = match.lastgroup
            if kind == "newline":
                if in_directive:
                    self._finish_directive(position)
                at_line_start, in_directive = True, False
            elif kind != "space":
                if match[0] == "#" and at_line_start:
                    self._finish_text()
                    in_directive = True
                self._line.append(self._places.token(match[0], match.start()))
                if in_directive and len(self._line) == 2 and match[0] in _INCLUDES:
                    position = self._after_header_name(position)
                at_line_start = False
        self._finish_directive(position) if in_directive else self._finish_text()
        return self._found

    def _after_header_name(self, position: int) -> int:
        """A header's name is one token, not identifiers between angle brackets."""
        name = _HEADER_NAME.match(self._text, position)
        return name.end() if name else position

    def _finish_text(self) -> None:
        """Notes the names in the text up to here."""
        self._note(self._line, lambda _: Context.TEXT)
        self._line = []

    def _finish_directive(self, end: int) -> None:
        """Notes the names in one directive and opens or closes its arm."""
        line, self._line = self._line, []
        directive = line[1].text if len(line) > 1 else ""
        if directive == "define":
            self._note_define(line)
        else:
            self._close_arm(directive)
            self._note(line[2:], lambda _: Context.DIRECTIVE)
            self._open_arm(directive, end)

    def _close_arm(self, directive: str) -> None:
        """#elif, #else and #endif end the arm before them; their own tokens stand outside it."""
        if directive in _ARM_SWITCHES | {"endif"} and len(self._open_arms) > 1:
            self._open_arms.pop()

    def _open_arm(self, directive: str, end: int) -> None:
        """A conditional directive is followed by an arm that starts on the next line."""
        if directive in _ARM_OPENERS | _ARM_SWITCHES:
            start = min(self._places.original(end), self._length)
            arm = Arm(len(self._found.arms), self._open_arms[-1], start)
            self._found.arms.append(arm)
            self._open_arms.append(arm.number)

    def _note_define(self, line: list[Token]) -> None:
        """Tells a macro's name, its parameters and its body apart."""
        body, parameters = _split_define(line)

        def context(index: int) -> Context:
            if index == 2:
                return Context.MACRO_NAME
            if index < body or line[index].text in parameters:
                return Context.MACRO_PARAMETER
            return Context.MACRO_BODY
        self._note(line, context, first=2)

    def _note(self, tokens: list[Token], context: Callable[[int], Context], first: int = 0) -> None:
        """Keeps the asked-for names among `tokens`."""
        open_words: list[str] = []
        for index in range(first, len(tokens)):
            token = tokens[index]
            before = tokens[index - 1].text if index > 0 else ""
            if token.text == "(":
                open_words.append(before)
            elif token.text == ")" and open_words:
                open_words.pop()
            elif token.text in self._names:
                after = tokens[index + 1].text if index + 1 < len(tokens) else ""
                self._found.occurrences.append(Occurrence(
                    token, context(index), self._open_arms[-1], before, after, frozenset(open_words)))


def _split_define(line: list[Token]) -> tuple[int, frozenset[str]]:
    """Index of the first body token of a #define, and the names of its parameters.

    A parenthesis opens a parameter list only directly after the name.
    """
    function_like = (len(line) > 3 and line[3].text == "("
                     and line[3].offset == line[2].offset + len(line[2].text))
    if not function_like:
        return 3, frozenset()
    close = next((index for index in range(4, len(line)) if line[index].text == ")"), len(line) - 1)
    words = (token.text for token in line[4:close])
    return close + 1, frozenset(word for word in words if re.match(r"[A-Za-z_$]", word))
