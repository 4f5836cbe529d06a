import type { Phrases } from "./phrases.ts";

export const de: Phrases = {
  product: (type, name) => `${de.types[type]} ${name}`,
  cities: { Vienna: "Wien", Brussels: "Brüssel" },
  types: {
    shelf: "Regal",
    lamp: "Lampe",
    chair: "Stuhl",
    table: "Tisch",
    rug: "Teppich",
    mattress: "Matratze",
    curtain: "Vorhang",
    crockery: "Geschirr",
  },
  but: ["{good}, aber {bad}", "{good}. [Leider|Allerdings|Nur] – {bad}", "{bad}. Dafür – {good}", "{good} – {bad}"],
  lead: {
    good: [
      "sehr zufrieden",
      "alles bestens",
      "vielen Dank",
      "top",
      "immer wieder gern",
      "hat mich positiv überrascht",
      "rundum gut",
      "gerne wieder",
    ],
    bad: [
      "sehr enttäuschend",
      "so geht das nicht",
      "leider nicht zufrieden",
      "das war nichts",
      "einmal und nie wieder",
      "ich bin verärgert",
      "schade",
    ],
  },
  close: {
    good: [
      "bestelle [gern|bestimmt] wieder",
      "weiter so",
      "habe euch schon [im Büro|in der Familie] weiterempfohlen",
      "bis zum nächsten Mal",
    ],
    bad: [
      "nächstes Mal [kaufe ich woanders|gehe ich zur Konkurrenz]",
      "bitte kümmern Sie sich darum",
      "ich erwarte [eine Antwort|eine Erklärung|mein Geld zurück]",
      "früher war das besser",
    ],
  },
  about: {
    delivery: {
      good: [
        "Lieferung [kam pünktlich|war einen Tag früher da|ging schneller als gedacht]",
        "das Paket [war nach zwei Tagen da|kam genau zum angekündigten Termin]",
        "[schnelle|flotte|problemlose] Lieferung, der Fahrer war [freundlich|hilfsbereit und hat mit angepackt]",
        "Sendungsverfolgung [stimmte auf die Stunde|war hilfreich], [nichts auszusetzen|alles rechtzeitig]",
        "Lieferung nach {city} [ohne Probleme|wie versprochen]",
      ],
      bad: [
        "das Paket kam {days} Tage [zu spät|später als versprochen]",
        "[extra Urlaub genommen|den ganzen Tag gewartet] und [niemand kam|kein Paket]",
        "die Sendungsverfolgung [hing {days} Tage fest|meldete 'zugestellt', aber hier war nichts]",
        "Liefertermin [dreimal|zweimal|ständig] verschoben, [ohne Nachricht|keiner sagt Bescheid]",
        "der Paketdienst in {city} ist [eine Katastrophe|unzuverlässig], {days} Tage Verspätung",
        "warte seit {days} Tagen auf meine Bestellung ({product})",
      ],
    },
    price: {
      good: [
        "[guter|fairer|angemessener] Preis [für die Qualität|für so etwas]",
        "{product} war [im Angebot ein Schnäppchen|günstiger als anderswo]",
        "Preis und Leistung [stimmen|passen]",
        "der Gutschein [hat sofort funktioniert|hat sich gelohnt]",
      ],
      bad: [
        "[zu|viel zu|etwas] teuer [für das, was man bekommt|geworden]",
        "eine Woche später war das Modell {product} [20 Prozent|30 Euro] billiger",
        "die Versandkosten [sieht man erst am Ende|sind zu hoch]",
        "schon wieder [teurer geworden|eine Preiserhöhung]",
      ],
    },
    staff: {
      good: [
        "[sehr nette|freundliche|kompetente] Beratung in {city}",
        "die [Dame|Kollegin] an der [Kasse|Information] war [super freundlich|sehr geduldig]",
        "am Telefon hat man mir [sofort|gleich beim ersten Anruf] [geholfen|eine Lösung angeboten]",
        "der Mitarbeiter hat sich [viel Zeit genommen|richtig ausgekannt] und [alles erklärt|beim Tragen geholfen]",
      ],
      bad: [
        "niemand [fühlte sich zuständig|hatte Zeit|wollte helfen]",
        "das Personal in {city} war [unfreundlich|überfordert|kaum zu finden]",
        "Rückruf [versprochen, nie bekommen|kam nie]",
        "man wurde [von einem zum nächsten geschickt|behandelt wie ein Bittsteller]",
      ],
    },
    website: {
      good: [
        "[einfach|schnell|unkompliziert] bestellt, [drei Klicks|zwei Minuten] und fertig",
        "die [App|Seite] ist [übersichtlich|schnell|gut gemacht]",
        "über die Filter gleich das Richtige gefunden: {product}",
        "Bezahlen [klappte sofort|war ganz einfach]",
      ],
      bad: [
        "die [Seite|App] ist [zweimal|beim Bezahlen|ständig] abgestürzt",
        "der Warenkorb war [plötzlich leer|nach dem Anmelden weg]",
        "musste [meine Adresse|das Passwort] [dreimal|immer wieder] eingeben",
        "die Fotos ({product}) [zeigen eine andere Farbe|entsprechen nicht der Wirklichkeit]",
        "die App [fragt dauernd nach meiner Meinung|nervt mit Umfragen]",
      ],
    },
    quality: {
      good: [
        "{product}: [sehr gute Verarbeitung|stabil und schön|genau wie beschrieben]",
        "[tolle|hochwertige|gute] Qualität, [wackelt nicht|riecht nicht|sieht edel aus]",
        "auch nach {days} Wochen [wie neu|noch begeistert] ({product})",
        "Aufbau [war kinderleicht|ging in {minutes} Minuten], [alles passte|alle Teile da]",
      ],
      bad: [
        "{product}: [wackelt|riecht nach Chemie|hatte Kratzer|Riss schon beim Auspacken]",
        "nach {days} Tagen [locker|ausgefranst|kaputt] ({product})",
        "[billiges|dünnes] Material, [das Geld nicht wert|auf dem Bild sah das besser aus]",
        "[es fehlten zwei Schrauben|die Anleitung fehlte|ein Fuß fehlte], [Aufbau unmöglich|sehr ärgerlich]",
      ],
    },
    wait: {
      good: [
        "[keine Schlange|kaum Wartezeit], [sofort|gleich] dran",
        "der Chat antwortete [sofort|innerhalb einer Minute]",
        "gleich [jemanden erreicht|durchgekommen]",
      ],
      bad: [
        "{minutes} Minuten in der Warteschleife, [dann aufgelegt|dann die falsche Abteilung]",
        "erst Chat, dann Telefon, dann wieder Chat, und [keiner kennt meinen Fall|jedes Mal alles von vorn]",
        "seit {days} Tagen [keine Antwort|nichts gehört] auf meine [Mail|Nachricht]",
        "die Hotline verweist auf den Chat und der Chat auf die Hotline",
        "nur eine Kasse offen in {city}, {minutes} Minuten gewartet",
      ],
    },
    packaging: {
      good: [
        "[gut|sicher|sorgfältig] verpackt, [kein Kratzer|nichts kaputt]",
        "Verpackung [ohne Plastik, finde ich gut|ließ sich leicht entsorgen]",
      ],
      bad: [
        "der Karton war [aufgerissen|durchnässt|eingedrückt] und [eine Ecke beschädigt|zwei Teller zerbrochen]",
        "[Riesenkarton|viel zu viel Plastik] für so ein kleines Teil",
        "schlecht verpackt: {product} kam [beschädigt|mit Dellen] an",
      ],
    },
    returns: {
      good: [
        "Rückgabe [war unkompliziert|ging ganz leicht], Geld nach {days} Tagen zurück",
        "Umtausch in {city} [ohne Diskussion|sofort erledigt]",
      ],
      bad: [
        "warte seit {days} [Tagen|Wochen] auf mein Geld",
        "die Rücksendung war [ein Albtraum|reine Nervensache]",
        "Retourenschein [kam nie|ließ sich nicht drucken], {days} Mal nachgefragt",
        "meine Rücksendung ist [angeblich nie angekommen|verschollen], [keiner ist zuständig|jetzt soll ich es beweisen]",
      ],
    },
  },
  stop: ".",
  space: " ",
};
