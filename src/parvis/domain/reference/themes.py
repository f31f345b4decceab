"""The themes of the model campus; a new instance starts with them, its administrators then edit them."""

THEMES: tuple[dict[str, str], ...] = (
    {
        "code": "artificial-intelligence",
        "name_fr": "Intelligence artificielle",
        "name_en": "Artificial intelligence",
        "description_fr": "Apprentissage, aide au diagnostic, analyse d’images, de textes et de signaux de santé.",
        "description_en": "Learning systems, support for diagnosis, analysis of health images, texts and signals.",
    },
    {
        "code": "medical-devices",
        "name_fr": "Dispositifs médicaux et objets connectés",
        "name_en": "Medical devices and connected objects",
        "description_fr": "Dispositifs numériques, capteurs, télésurveillance, robotique et objets connectés.",
        "description_en": "Digital devices, sensors, remote monitoring, robotics and connected objects.",
    },
    {
        "code": "health-data",
        "name_fr": "Plateformes patients et données de santé",
        "name_en": "Patient and health-data platforms",
        "description_fr": "Entrepôts, plateformes et services qui réunissent les patients et les données de santé.",
        "description_en": "Warehouses, platforms and services that bring patients and health data together.",
    },
    {
        "code": "organisational-innovation",
        "name_fr": "Innovation organisationnelle",
        "name_en": "Organisational innovation",
        "description_fr": "Nouveaux parcours de soins, coordination des professionnels, gestion des établissements.",
        "description_en": "New care pathways, coordination of professionals, management of health facilities.",
    },
)
