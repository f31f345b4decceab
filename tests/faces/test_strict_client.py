"""The strict client refuses what it should; otherwise it would prove nothing."""

import pytest

from tests.support.client import check_page

GOOD = '<html lang="en"><head><title>t</title></head><body><main><h1>t</h1>{}</main></body></html>'


def test_well_made_page_passes():
    check_page(GOOD.format('<label for="a">A</label><input id="a">'), where="/")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<button onclick="x()">x</button>', "inline"),
        ('<p style="color: red">x</p>', "inline"),
        ("<script>x()</script>", "inline script"),
        ('<img src="x.png">', "without alt"),
        ('<p id="a"></p><p id="a"></p>', "repeated ids"),
        ('<input name="q">', "without label"),
        ("<p>{{ name }}</p>", "template syntax"),
        ("<h1>again</h1>", "h1"),
        ('<form method="post"></form>', "without token"),
        ('<p aria-describedby="gone">x</p>', "not there"),
    ],
)
def test_badly_made_page_is_refused(body, reason):
    with pytest.raises(AssertionError, match=reason):
        check_page(GOOD.format(body), where="/")
