"""The words on a volunteer's card besides labels and doors, in French and English."""

from attendance.documents import localised

WORDS = {
    localised.FRENCH: {
        "title": "Cartes des bénévoles",
        "volunteer": "Bénévole",
        "organiser": "Organisation",
        "opens": "Ouvre",
        "everything": "tout l'événement",
        "supervisor": "Peut dépasser les places d'un atelier",
        "walk_ins": "Peut inscrire sur place",
        "until": "Jusqu'au {day}, {hour}",
        "how": "Lisez ce code avec l'appareil photo de votre téléphone, puis gardez la page ouverte.",
        "secret": "Ce code est une clé : ne le photographiez pas, ne le publiez pas. Perdu ? Prévenez l'organisation.",
    },
    localised.ENGLISH: {
        "title": "Volunteers' cards",
        "volunteer": "Volunteer",
        "organiser": "Organiser",
        "opens": "Opens",
        "everything": "the whole event",
        "supervisor": "May exceed an atelier's seats",
        "walk_ins": "May register people on the spot",
        "until": "Until {day}, {hour}",
        "how": "Read this code with your phone's camera, then keep the page open.",
        "secret": "This code is a key: do not photograph or publish it. Lost? Tell the organisers.",
    },
}
