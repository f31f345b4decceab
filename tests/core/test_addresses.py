"""Addresses that a slug names."""

import pytest
from django.urls import NoReverseMatch, reverse

from parvis.core.addresses import page_of


@pytest.mark.parametrize("name", ["directory:organisation", "territories:region", "map:department", "layout:language"])
@pytest.mark.parametrize("slug", ["institut-curie", "2a", "any-slug-2_b"])
def test_address_is_the_one_django_gives(name, slug):
    assert page_of(name, slug) == reverse(name, args=[slug])


def test_a_page_that_does_not_exist_has_no_address():
    with pytest.raises(NoReverseMatch):
        page_of("directory:nothing", "institut-curie")
