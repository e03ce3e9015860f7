"""The page of the grid, for pictures, accessibility and the crawl."""

from tests.web.areas import Page
from tests.web.roster.grid_doors import draft, published

ALLOWED = {"Shift", "Ctrl"}
PAGES = [
    Page("roster:grid", "chen", args=draft),
    Page("roster:grid", "wu", args=published, name="roster:grid leader"),
]
