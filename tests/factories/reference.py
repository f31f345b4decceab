"""Territories, sectors and themes."""

import factory
from factory.django import DjangoModelFactory

from parvis.domain.reference.models import Commune, Department, Region, Sector, Theme
from parvis.domain.reference.naming import place_key


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "11"
    name = "Île-de-France"
    slug = factory.LazyAttribute(lambda region: f"region-{region.code}")


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "75"
    name = "Paris"
    slug = factory.LazyAttribute(lambda department: f"department-{department.code}")
    region = factory.SubFactory(RegionFactory)


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "75056"
    name = "Paris"
    folded_name = factory.LazyAttribute(lambda commune: place_key(commune.name))
    department = factory.SubFactory(DepartmentFactory)
    population = 2_103_778
    postcodes = "75001|75005|75013"
    latitude = 48.8566
    longitude = 2.3428


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("code",)

    code = "72.11Z"
    name = "Recherche-développement en biotechnologie"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"theme-{n}")
    name_fr = factory.LazyAttribute(lambda theme: f"{theme.code} (fr)")
    name_en = factory.LazyAttribute(lambda theme: f"{theme.code} (en)")
