"""What is asked before the interview, and after acceptance."""

from parvis.base.forms.starters import Asked, Part
from parvis.base.forms.starters.application import choices, words

WHO = {
    "least": 1,
    "most": 6,
    "columns": [
        {"key": "name", "fr": "Nom", "en": "Name", "kind": "text", "required": True},
        {"key": "role", "fr": "Rôle", "en": "Role", "kind": "text", "required": True},
    ],
}

INTERVIEW = (
    Part("interview", "Votre entretien", "Your interview", (
        Asked("who-comes", "team", "Qui viendra ?", "Who will come?", required=True, options=WHO),
        Asked("how", "choice", "Sur place ou à distance ?", "On site or remotely?", required=True,
              options=choices(("site", "sur place", "on site"), ("remote", "à distance", "remotely"))),
        Asked("access", "long", "De quoi avez-vous besoin pour venir et être à l’aise ?",
              "What do you need to come and be at ease?", team_only=True, options=words(80),
              help_fr="Accès, interprétation, horaires : l’équipe s’en occupe, le jury n’en lit rien.",
              help_en="Access, interpreting, hours: the team sees to it, the jury reads nothing of it."),
        Asked("language", "choice", "Langue de l’entretien", "Language of the interview", required=True,
              options=choices(("fr", "français", "French"), ("en", "anglais", "English"))),
    )),
    Part("since", "Depuis votre candidature", "Since you applied", (
        Asked("news", "long", "Qu’est-ce qui a changé depuis ?", "What has changed since?", options=words(150)),
        Asked("slides", "files", "Votre présentation", "Your slides", required=True,
              options={"types": ["pdf", "slides"], "most": 1, "megabytes": 20}),
        Asked("demo", "link", "Une démonstration en ligne, s’il y en a une", "A demonstration online, if there is one"),
    )),
)  # fmt: skip

ACCEPTANCE = (
    Part("arrival", "Votre arrivée", "Your arrival", (
        Asked("arrives-on", "date", "Date d’arrivée souhaitée", "Wished day of arrival", required=True),
        Asked("desks", "number", "Postes nécessaires à l’arrivée", "Desks needed on arrival", required=True,
              options={"min": 1, "max": 100, "decimals": 0, "unit_fr": "postes", "unit_en": "desks"}),
        Asked("desks-later", "number", "Postes prévus dans un an", "Desks expected in a year",
              options={"min": 0, "max": 100, "decimals": 0, "unit_fr": "postes", "unit_en": "desks"}),
        Asked("needs", "choices", "Besoins particuliers", "Particular needs", options=choices(
            ("lab", "une paillasse ou un local technique", "a bench or a technical room"),
            ("storage", "du stockage", "storage"),
            ("quiet", "un lieu calme pour des appels", "a quiet place for calls"),
            ("access", "un aménagement du poste", "an adapted desk"), other=True)),
    )),
    Part("agreement", "La convention", "The agreement", (
        Asked("company-number", "company", "SIRET de l’établissement qui signe", "SIRET of the office that signs",
              required=True, options={"accepts": "siret"}),
        Asked("signs", "short", "Qui signe, et à quel titre ?", "Who signs, and in which capacity?", required=True,
              options={"limit": 160}),
        Asked("insurance", "files", "Attestation d’assurance de responsabilité civile",
              "Certificate of liability insurance", options={"types": ["pdf", "image"], "most": 2, "megabytes": 10}),
        Asked("contact", "team", "Vos interlocuteurs au quotidien", "Your contacts day to day", required=True,
              options={"least": 1, "most": 4, "columns": [
                  {"key": "name", "fr": "Nom", "en": "Name", "kind": "text", "required": True},
                  {"key": "mail", "fr": "Adresse électronique", "en": "E-mail address", "kind": "email",
                   "required": True},
                  {"key": "phone", "fr": "Téléphone", "en": "Telephone", "kind": "text"},
              ]}),
    )),
    Part("public", "Sur la page de la promotion", "On the page of the cohort", (
        Asked("presentation", "long", "Votre présentation publique", "Your public presentation", required=True,
              options=words(60)),
        Asked("logo", "files", "Votre logo", "Your logo", options={"types": ["image"], "most": 1, "megabytes": 4}),
        Asked("house-rules", "consent", "Nous avons lu le règlement intérieur du campus et l’acceptons.",
              "We have read the house rules of the campus and accept them.", required=True),
    )),
)  # fmt: skip
