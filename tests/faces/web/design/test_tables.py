"""Tables in a small window."""

import pytest

from parvis.faces.web.design.tables import labelled

ROW = '<tr><th scope="row">Inserm</th><td>3</td></tr>'


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("<th>Needs</th>", ' data-label="Needs"'),
        ("<th>Needs <em>&amp; offers</em></th>", ' data-label="Needs &amp; offers"'),
        ('<th><span class="visually-hidden">Edit</span></th>', ""),
        ('<th>Needs<span class="visually-hidden"> of all</span></th>', ' data-label="Needs"'),
    ],
)
def test_a_cell_carries_what_is_seen_of_its_head(head, label):
    assert labelled(ROW, f"<th>Name</th>{head}") == ROW.replace("<td>", f"<td{label}>")
