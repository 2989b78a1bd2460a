"""The lexer on the awkward parts of C."""

import unittest

from harness.clexer import Context, lex

NAMES = frozenset({"malloc", "free", "strdup"})


def found(source: str) -> list[tuple[str, int, int, Context, int]]:
    """Name, line, column, context and arm of every occurrence."""
    return [(item.token.text, item.token.line, item.token.column, item.context, item.arm)
            for item in lex(source.encode("latin-1"), NAMES).occurrences]


def contexts(source: str) -> list[Context]:
    """Only the contexts."""
    return [item[3] for item in found(source)]


class Tokens(unittest.TestCase):
    """What is a token and where it stands."""

    def test_plain_call(self):
        self.assertEqual(found("void f(void)\n{\n\tfree(p);\n}\n"), [("free", 3, 2, Context.TEXT, 0)])

    def test_literals_and_comments_hold_no_tokens(self):
        self.assertEqual(found('"free(\\"" \'free\' /* free\nfree */ // free \\\n free\n xfree free2 1free'), [])

    def test_unterminated_literal_ends_with_its_line(self):
        self.assertEqual(found("#if 0\ndon't free\n#endif\nfree(p)"), [("free", 4, 1, Context.TEXT, 0)])

    def test_spliced_identifier_starts_where_it_starts_on_disk(self):
        self.assertEqual(found("a\\\n  fr\\\nee(p)"), [("free", 2, 3, Context.TEXT, 0)])

    def test_columns_are_bytes(self):
        self.assertEqual(found("/* \xc3\xa9 */ free(p)\r\nfree(q)\r\n"),
                         [("free", 1, 10, Context.TEXT, 0), ("free", 2, 1, Context.TEXT, 0)])

    def test_neighbours(self):
        item = lex(b"a -> free ( p )", NAMES).occurrences[0]
        self.assertEqual((item.before, item.after), ("->", "("))


class Directives(unittest.TestCase):
    """Macro definitions and other directives."""

    def test_define_parts(self):
        self.assertEqual(contexts("#define free(malloc) strdup(malloc)\n"),
                         [Context.MACRO_NAME, Context.MACRO_PARAMETER, Context.MACRO_BODY, Context.MACRO_PARAMETER])

    def test_parenthesis_after_a_space_belongs_to_the_body(self):
        self.assertEqual(contexts("#define release (free)\n"), [Context.MACRO_BODY])

    def test_continued_define(self):
        self.assertEqual(found("#define R(p) \\\n  do { free(p); } \\\n  while (0)\nfree(q);"),
                         [("free", 2, 8, Context.MACRO_BODY, 0), ("free", 4, 1, Context.TEXT, 0)])

    def test_other_directives(self):
        self.assertEqual(contexts("#undef free\n#ifdef strdup\n#endif\n# pragma weak malloc\n"), [Context.DIRECTIVE] * 3)

    def test_header_name_is_no_identifier(self):
        self.assertEqual(found("#include <free.h>\n#include <sys/malloc.h>\n"), [])


class Arms(unittest.TestCase):
    """Conditional arms."""

    def test_nesting(self):
        source = "#ifdef A\nfree(a);\n#if B\nfree(b);\n#else\nfree(c);\n#endif\nfree(d);\n#elif free\nfree(e);\n#endif\nfree(f);\n"
        self.assertEqual([item[4] for item in found(source)], [1, 2, 3, 1, 0, 4, 0])

    def test_parents_and_starts(self):
        arms = lex(b"#if A\n#if B \\\n && C\nx\n#endif\n#endif", NAMES).arms
        self.assertEqual([(arm.parent, arm.start) for arm in arms], [(0, 0), (0, 6), (1, 20)])


if __name__ == "__main__":
    unittest.main()
