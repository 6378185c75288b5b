"""The words of a signature sheet besides names and the programme, in French and English."""

from typing import TypedDict

from attendance.documents import localised


class Words(TypedDict):
    title: str
    whole_day: str
    facilitators: str
    signature: str
    in_the_morning: str
    in_the_afternoon: str
    entered: str
    left: str
    arrived: str
    departed: str
    number: str
    family_name: str
    given_name: str
    organisation: str
    walk_in: str
    released: str
    listed_here: str
    signed_here: str
    present_here: str
    absent: str
    visa: str
    made: str


WORDS: dict[str, Words] = {
    localised.FRENCH: {
        "title": "Feuille d'émargement",
        "whole_day": "Journée entière",
        "facilitators": "Animation : {names}",
        "signature": "Signature",
        "in_the_morning": "Signature, matin",
        "in_the_afternoon": "Signature, après-midi",
        "entered": "Entrée",
        "left": "Sortie",
        "arrived": "Arrivée",
        "departed": "Départ",
        "number": "N°",
        "family_name": "Nom",
        "given_name": "Prénom",
        "organisation": "Organisation",
        "walk_in": "sans inscription",
        "released": "place libérée",
        "listed_here": "Personnes sur cette page : {page} · jusqu'ici : {running} sur {whole}",
        "signed_here": "Signatures sur cette page : ______ · jusqu'ici : ______",
        "present_here": "Présents sur cette page : {page} · jusqu'ici : {running} · en tout : {whole}",
        "absent": "–",
        "visa": "Visa du responsable",
        "made": "Établie le {day} à {hour}",
    },
    localised.ENGLISH: {
        "title": "Signature sheet",
        "whole_day": "Whole day",
        "facilitators": "Facilitated by: {names}",
        "signature": "Signature",
        "in_the_morning": "Signature, morning",
        "in_the_afternoon": "Signature, afternoon",
        "entered": "In",
        "left": "Out",
        "arrived": "Arrived",
        "departed": "Left",
        "number": "No.",
        "family_name": "Family name",
        "given_name": "Given name",
        "organisation": "Organisation",
        "walk_in": "without a booking",
        "released": "seat given back",
        "listed_here": "People on this page: {page} · so far: {running} of {whole}",
        "signed_here": "Signatures on this page: ______ · so far: ______",
        "present_here": "Present on this page: {page} · so far: {running} · in all: {whole}",
        "absent": "–",
        "visa": "Organiser's signature",
        "made": "Made on {day} at {hour}",
    },
}
