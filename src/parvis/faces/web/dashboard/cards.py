"""The cards of the dashboard: who sees which, in which order."""

from parvis.base.accounts.rules import is_administrator, is_team
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.sites.rules import can_manage_sites
from parvis.faces.web.calls.navigation import carries_the_campus
from parvis.faces.web.dashboard import own_cards as own
from parvis.faces.web.dashboard import team_cards as team
from parvis.faces.web.dashboard.registry import Card, cards
from parvis.faces.web.layout.once import has_own

cards.register("own_organisations", Card("web/dashboard/_own.html", has_own, own.own, 10, wide=True))
cards.register("next_steps", Card("web/dashboard/_next_steps.html", own.is_newcomer, own.next_steps, 11, wide=True))
cards.register("answer", Card("web/dashboard/_answer.html", has_own, own.answer, 15))
cards.register("requests", Card("web/dashboard/_requests.html", is_directory_team, team.requests, 20))
cards.register("startups", Card("web/dashboard/_startups.html", team.is_programme, team.startups, 22))
cards.register("sites", Card("web/dashboard/_sites.html", can_manage_sites, team.sites, 24))
cards.register("platform", Card("web/dashboard/_platform.html", is_administrator, team.platform, 25))
cards.register("founding", Card("web/dashboard/_founding.html", carries_the_campus, own.founding, 30))
cards.register("myself", Card("web/dashboard/_myself.html", own.everyone, own.myself, 40))
cards.register("asked", Card("web/dashboard/_asked.html", own.everyone, own.asked, 45))
cards.register("near", Card("web/dashboard/_near.html", has_own, own.near, 50))
cards.register("themes", Card("web/dashboard/_themes.html", own.looks_around, own.themes, 55))
cards.register("directory", Card("web/dashboard/_directory.html", is_team, team.health, 60))
cards.register("recent", Card("web/dashboard/_recent.html", is_team, team.recent, 65))
