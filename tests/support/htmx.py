"""Apply an htmx answer to a page as the browser would, so that a test can require it to equal a reload."""

from bs4 import BeautifulSoup


def swap(page, fragment, *, target, how="innerHTML"):
    """The page (text) after `fragment` (text) was swapped into the element that the CSS selector `target` names."""
    soup = BeautifulSoup(page, "html.parser")
    element = soup.select_one(target)
    assert element is not None, f"the page has no {target}"
    fresh = BeautifulSoup(fragment, "html.parser")
    for outside in fresh.select("[hx-swap-oob]"):
        place = soup.find(id=outside["id"])
        assert place is not None, f"the page has no #{outside['id']}"
        del outside["hx-swap-oob"]
        place.replace_with(outside.extract())
    if how == "innerHTML":
        element.clear()
        element.extend(list(fresh.contents))
    elif how == "outerHTML":
        element.replace_with(fresh)
    else:
        raise ValueError(f"unknown swap {how!r}")
    return normal(str(soup))


def normal(html):
    """The page without what differs at each load: tokens and white space."""
    soup = BeautifulSoup(html, "html.parser")
    for token in soup.find_all("input", attrs={"name": "csrfmiddlewaretoken"}):
        token["value"] = "token"
    for tag in soup.find_all(attrs={"hx-headers": True}):
        tag["hx-headers"] = "headers"
    return "\n".join(line.strip() for line in soup.prettify().splitlines() if line.strip())
