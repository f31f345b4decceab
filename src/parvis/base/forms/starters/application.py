"""The application of a digital-health start-up."""

from typing import Any

from parvis.base.forms.starters import Asked, Part


def words(limit: int) -> dict[str, Any]:
    """A limit in words."""
    return {"limit": limit, "unit": "words"}


def choices(*entries: tuple[str, str, str], other: bool = False, **more: Any) -> dict[str, Any]:
    """Answers to choose from: key, French, English."""
    listed = [{"key": key, "fr": french, "en": english} for key, french, english in entries]
    return {"choices": listed, **({"other": True} if other else {}), **more}


YES_NO = choices(("yes", "oui", "yes"), ("no", "non", "no"))

ORGANISATION = Part(
    "organisation",
    "Votre organisation",
    "Your organisation",
    (
        Asked("name", "short", "Nom de l’organisation", "Name of the organisation", required=True, identifying=True,
              options={"limit": 120}),
        Asked("created", "choice", "L’entreprise est-elle immatriculée ?", "Is the company registered?", required=True,
              options=YES_NO),
        Asked("company-number", "company", "SIREN ou SIRET", "SIREN or SIRET", required=True, identifying=True,
              when=("created", ("yes",))),
        Asked("created-on", "date", "Date de création", "Date of creation", when=("created", ("yes",))),
        Asked("website", "link", "Site web", "Website", identifying=True),
        Asked("headcount", "number", "Effectif aujourd’hui", "People today", required=True,
              help_fr="En équivalents temps plein, fondateurs compris.",
              help_en="Full-time equivalents, founders included.",
              options={"min": 0, "max": 5000, "decimals": 1, "unit_fr": "personnes", "unit_en": "people"}),
        Asked("turnover", "money", "Chiffre d’affaires du dernier exercice", "Turnover of the last year",
              team_only=True, options={"min": 0}),
        Asked("raised", "money", "Fonds levés et aides obtenues à ce jour", "Funds raised and grants so far",
              team_only=True, options={"min": 0}),
    ),
)  # fmt: skip

PROJECT = Part(
    "project",
    "Votre projet",
    "Your project",
    (
        Asked("pitch", "long", "Le projet en quelques mots", "The project in a few words", required=True,
              help_fr="Pour quelqu’un qui n’est pas du domaine : elle ou il doit comprendre en une minute.",
              help_en="For someone outside of the field, who should understand within a minute.", options=words(80)),
        Asked("theme", "choice", "Thème principal", "Main theme", required=True, options=choices(
            ("ai", "Intelligence artificielle", "Artificial intelligence"),
            ("devices", "Dispositifs médicaux et objets connectés", "Medical devices and connected objects"),
            ("data", "Plateformes de données de santé et de patients", "Patient and health-data platforms"),
            ("organisation", "Innovation organisationnelle", "Organisational innovation"), other=True)),
        Asked("need", "long", "À quel besoin répondez-vous, et pour qui ?", "Which need do you answer, and whose?",
              required=True, options=words(250)),
        Asked("novelty", "long", "Qu’apportez-vous que rien n’apporte aujourd’hui ?",
              "What do you bring that nothing brings today?", required=True, options=words(250)),
        Asked("stage", "choice", "Où en êtes-vous ?", "How far are you?", required=True, options=choices(
            ("idea", "une idée ou une maquette", "an idea or a mock-up"),
            ("prototype", "un prototype essayé", "a prototype that was tried"),
            ("pilot", "un pilote chez un partenaire", "a pilot at a partner’s"),
            ("market", "des clients", "customers"))),
        Asked("evidence", "long", "Quelles preuves avez-vous de ce que cela apporte ?",
              "What evidence do you have of what it brings?", options=words(250),
              help_fr="Études, essais, publications, retours d’usage : ce qui existe, et ce qui est prévu.",
              help_en="Studies, trials, publications, feedback: what exists, and what is planned."),
        Asked("device", "choice", "Est-ce un dispositif médical ?", "Is it a medical device?", required=True,
              options=choices(("yes", "oui", "yes"), ("no", "non", "no"), ("unsure", "à préciser", "not settled yet"))),
        Asked("device-class", "choice", "Classe et marquage CE", "Class and CE marking", required=True,
              when=("device", ("yes",)), options=choices(
                  ("marked", "marquage CE obtenu", "CE marked"), ("going", "démarche en cours", "under way"),
                  ("not-yet", "pas encore commencé", "not begun yet"))),
        Asked("health-data", "choice", "Traitez-vous des données de santé ?", "Do you process health data?",
              required=True, options=YES_NO),
        Asked("health-data-how", "long", "Lesquelles, et avec quelles garanties ?", "Which, and with which safeguards?",
              required=True, when=("health-data", ("yes",)), options=words(150),
              help_fr="Base légale, hébergement certifié, autorisation de la CNIL s’il y a lieu.",
              help_en="Legal basis, certified hosting, authorisation by the CNIL where there is one."),
        Asked("plan", "files", "Présentation du projet", "Presentation of the project", required=True, identifying=True,
              options={"types": ["pdf"], "most": 2, "megabytes": 10}),
    ),
)  # fmt: skip

TEAM = Part(
    "team",
    "Votre équipe",
    "Your team",
    (
        Asked("people", "team", "Qui porte le projet ?", "Who carries the project?", required=True, identifying=True,
              options={"least": 1, "most": 12, "columns": [
                  {"key": "name", "fr": "Nom", "en": "Name", "kind": "text", "required": True},
                  {"key": "role", "fr": "Rôle", "en": "Role", "kind": "text", "required": True},
                  {"key": "share", "fr": "Temps consacré (%)", "en": "Share of time (%)", "kind": "number"},
                  {"key": "page", "fr": "Page ou profil", "en": "Page or profile", "kind": "link"},
              ]}),
        Asked("skills", "long", "Qu’est-ce qui vous manque encore dans l’équipe ?",
              "What is still missing in the team?", options=words(100)),
        Asked("partners", "long", "Hôpitaux, laboratoires et partenaires avec qui vous travaillez",
              "Hospitals, labs and partners that you work with", options=words(150)),
    ),
)  # fmt: skip

CAMPUS = Part(
    "campus",
    "Vous et le campus",
    "You and the campus",
    (
        Asked("why", "long", "Pourquoi le campus, et pourquoi maintenant ?", "Why the campus, and why now?",
              required=True, options=words(200)),
        Asked("expects", "choices", "Qu’attendez-vous du campus ?", "What do you expect of the campus?", required=True,
              options=choices(
                  ("place", "des bureaux", "offices"),
                  ("clinical", "des terrains cliniques", "clinical partners"),
                  ("data", "un accès à des données", "access to data"),
                  ("experts", "des experts et des mentors", "experts and mentors"),
                  ("regulation", "de l’aide réglementaire", "help with regulation"),
                  ("funding", "de l’aide au financement", "help with funding"), other=True, least=1)),
        Asked("gives", "long", "Que pouvez-vous apporter aux autres résidents ?",
              "What can you bring to the other residents?", options=words(120)),
        Asked("desks", "number", "Postes de travail souhaités", "Desks wanted", required=True,
              options={"min": 0, "max": 100, "decimals": 0, "unit_fr": "postes", "unit_en": "desks"}),
        Asked("from", "date", "Arrivée souhaitée", "Wished arrival"),
    ),
)  # fmt: skip

CONSENTS = Part(
    "consents",
    "Avant de déposer",
    "Before you submit",
    (
        Asked("true", "consent", "Ce que nous avons écrit est exact, et nous pouvons parler au nom de l’organisation.",
              "What we wrote is true, and we may speak for the organisation.", required=True, team_only=True),
        Asked("read-by", "consent",
              "Nous acceptons que la candidature soit lue par l’équipe du campus, les experts évaluateurs et le jury.",
              "We agree that the campus team, the reviewers and the jury read the application.", required=True,
              team_only=True),
        Asked("share", "consent",
              "Si nous ne sommes pas retenus, le campus peut parler de nous à d’autres lieux d’innovation.",
              "If we are not accepted, the campus may tell other places of innovation about us.", team_only=True),
    ),
)  # fmt: skip

APPLICATION = (ORGANISATION, PROJECT, TEAM, CAMPUS, CONSENTS)
