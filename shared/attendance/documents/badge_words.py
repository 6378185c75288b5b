"""The words on a printed badge besides the programme, in French and English."""

from typing import TypedDict

from attendance.documents import localised


class Words(TypedDict):
    title: str
    stand: str
    code: str
    day: str
    access: str
    contact: str
    fold: str
    how: str
    steps: tuple[str, ...]
    advice: tuple[str, ...]


WORDS: dict[str, Words] = {
    localised.FRENCH: {
        "title": "Badge",
        "stand": "Stand : {stand}",
        "code": "Code {code}",
        "day": "Ma journée",
        "access": "Accès",
        "contact": "Contact : {contact}",
        "fold": "Pli {number}",
        "how": "Plier le badge, sans ciseaux",
        "steps": (
            "1. Imprimez cette page sur une feuille A4, d'un seul côté, sans agrandir ni réduire.",
            "2. Pliez vers l'arrière le long du pli 1 : cette moitié de la page passe derrière.",
            "3. Pliez vers l'arrière le long du pli 2 : votre nom est devant, votre journée au dos.",
            "4. Glissez le badge dans un porte-badge A6, ou gardez-le à la main.",
        ),
        "advice": (
            "Le QR code ne contient ni votre nom ni votre adresse. Il vous fait entrer : ne le publiez pas.",
            "Sans papier, montrez-le sur l'écran de votre téléphone.",
            "Badge perdu ? Demandez-en un autre à l'accueil : le premier n'est alors plus valable.",
        ),
    },
    localised.ENGLISH: {
        "title": "Badge",
        "stand": "Stand: {stand}",
        "code": "Code {code}",
        "day": "My day",
        "access": "Getting there",
        "contact": "Contact: {contact}",
        "fold": "Fold {number}",
        "how": "Folding the badge, without scissors",
        "steps": (
            "1. Print this page on one side of an A4 sheet, neither enlarged nor reduced.",
            "2. Fold backwards along fold 1: this half of the page goes behind.",
            "3. Fold backwards along fold 2: your name is in front, your day at the back.",
            "4. Slip the badge into an A6 holder, or keep it in your hand.",
        ),
        "advice": (
            "The QR code holds neither your name nor your address. It lets you in: do not publish it.",
            "Without paper, show it on the screen of your phone.",
            "Lost your badge? Ask for another at the welcome desk: the first one is then no longer valid.",
        ),
    },
}
