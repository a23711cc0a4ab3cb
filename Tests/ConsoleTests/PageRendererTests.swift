import Console
import Model
import Testing

@Suite struct PageRendererTests {
    private static let page = Page([
        .title("thing"),
        .text("One, `two` and **three**.\n\nSee [the other keys](common.md).\n"),
        .code("- thing: x\n  size: 1\n"),
        .fields([
            .init(name: "thing", takes: "text", standard: "required", help: "Its name."),
            .init(name: "a_name_that_is_long", takes: "`a`, `b`", standard: "`a`", help: "Which."),
            .init(name: "plain", takes: "text", standard: "", help: "Anything."),
        ]),
        .heading("What it does"), .points(["makes `x`", "removes it"]),
    ])

    @Test func `a page is plain text where there are no colours`() {
        #expect(
            PageRenderer(.plain).text(Self.page) == """
                thing

                One, `two` and three.

                See the other keys: 'reconcile docs common'.

                    - thing: x
                      size: 1

                  thing             Its name.
                                    Takes text; required.
                  a_name_that_is_long
                                    Which.
                                    Takes `a`, `b`; `a` if not given.
                  plain             Anything.
                                    Takes text.

                What it does

                  - makes `x`
                  - removes it

                """)
    }

    @Test func `with colours, code and strong words have one in place of their marks`() {
        let text = PageRenderer(TextStyle(useColor: true)).text(Self.page)
        #expect(text.contains("One, \u{1B}[36mtwo\u{1B}[0m and \u{1B}[1mthree\u{1B}[0m."))
        #expect(!text.contains("`") && !text.contains("**"))
    }

    @Test func `the same page as Markdown`() {
        #expect(
            Self.page.markdown == """
                # thing

                One, `two` and **three**.

                See [the other keys](common.md).

                ```yaml
                - thing: x
                  size: 1
                ```

                | Key | Takes | Default | Meaning |
                |---|---|---|---|
                | `thing` | text | required | Its name. |
                | `a_name_that_is_long` | `a`, `b` | `a` | Which. |
                | `plain` | text |  | Anything. |

                ## What it does

                - makes `x`
                - removes it

                """)
    }
}
