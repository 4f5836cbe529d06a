import type { Phrases } from "./phrases.ts";

export const fr: Phrases = {
  product: (type, name) => `${fr.types[type]} ${name}`,
  cities: { Hamburg: "Hambourg", Bremen: "Brême", Vienna: "Vienne", Brussels: "Bruxelles", Valencia: "Valence" },
  types: {
    shelf: "étagère",
    lamp: "lampe",
    chair: "chaise",
    table: "table",
    rug: "tapis",
    mattress: "matelas",
    curtain: "rideaux",
    crockery: "assiettes",
  },
  but: [
    "{good}, mais {bad}",
    "{good}. [Dommage|Par contre|Seul bémol] – {bad}",
    "{bad}. En revanche, {good}",
    "d'un côté {good}, de l'autre {bad}",
  ],
  lead: {
    good: [
      "très satisfait",
      "rien à redire",
      "merci à toute l'équipe",
      "parfait",
      "une belle surprise",
      "toujours aussi bien",
      "bravo",
      "je suis ravie",
    ],
    bad: [
      "très déçu",
      "c'est inadmissible",
      "pas du tout satisfait",
      "quelle galère",
      "je suis en colère",
      "vraiment décevant",
      "plus jamais",
    ],
  },
  close: {
    good: [
      "je [recommande|commanderai à nouveau]",
      "continuez comme ça",
      "j'en ai déjà parlé [à mes collègues|autour de moi]",
      "à bientôt",
    ],
    bad: [
      "la prochaine fois j'irai [ailleurs|voir la concurrence]",
      "merci de [régler cela|me répondre]",
      "j'attends [une réponse|des explications|mon remboursement]",
      "c'était mieux avant",
    ],
  },
  about: {
    delivery: {
      good: [
        "le colis est arrivé [à l'heure|avec un jour d'avance|en deux jours]",
        "livraison [rapide|impeccable|sans souci], le livreur était [très aimable|serviable]",
        "livré à {city} [comme promis|plus vite que prévu]",
        "le suivi du colis était [précis|très pratique], [rien à dire|reçu dans la matinée]",
      ],
      bad: [
        "le colis est arrivé avec {days} jours de retard",
        "j'ai posé une journée et [personne n'est venu|aucun colis]",
        "le suivi [est resté bloqué {days} jours|indiquait « livré » alors que je n'avais rien]",
        "livraison repoussée [deux fois|trois fois|sans cesse] [sans un mot|sans explication]",
        "le transporteur à {city} est [catastrophique|injoignable], {days} jours d'attente en trop",
        "toujours rien reçu depuis {days} jours ({product})",
      ],
    },
    price: {
      good: [
        "[bon|excellent|très bon] rapport qualité-prix",
        "{product} [moins cher qu'ailleurs|en promotion, une vraie affaire]",
        "les prix sont [corrects|honnêtes|raisonnables]",
        "le code promo [a marché tout de suite|valait le coup]",
      ],
      bad: [
        "[trop|beaucoup trop|un peu] cher pour [ce que c'est|la qualité]",
        "une semaine après, le modèle {product} était [20 %|trente euros] moins cher",
        "les frais de port [n'apparaissent qu'à la fin|sont excessifs]",
        "les prix ont [encore|beaucoup] augmenté",
      ],
    },
    staff: {
      good: [
        "[accueil chaleureux|conseils précieux|vendeuse très à l'écoute] au magasin de {city}",
        "la personne au [téléphone|comptoir] a été [adorable|très patiente|efficace]",
        "on m'a [tout expliqué|aidé à porter jusqu'à la voiture]",
        "personnel [compétent|souriant|disponible], ça fait plaisir",
      ],
      bad: [
        "personne [ne voulait s'occuper de nous|n'était disponible|ne se sentait concerné]",
        "le personnel de {city} était [désagréable|débordé|introuvable]",
        "on m'avait promis de rappeler, [j'attends toujours|jamais eu de nouvelles]",
        "on m'a renvoyé d'un service à l'autre [pendant {minutes} minutes|sans solution]",
      ],
    },
    website: {
      good: [
        "commande [simple|rapide|facile], [trois clics|deux minutes] et c'est fait",
        "[le site|l'application] est [clair|fluide|agréable]",
        "grâce aux filtres j'ai vite trouvé mon bonheur : {product}",
        "paiement [sans problème|du premier coup]",
      ],
      bad: [
        "[le site|l'appli] plante [au paiement|tout le temps|une fois sur deux]",
        "le panier [s'est vidé tout seul|a disparu après la connexion]",
        "j'ai dû saisir [mon adresse|mon mot de passe] [trois fois|encore et encore]",
        "les photos ({product}) [ne montrent pas la vraie couleur|sont trompeuses]",
        "l'application [demande mon avis sans arrêt|me harcèle de questionnaires]",
      ],
    },
    quality: {
      good: [
        "{product} : [très belle finition|solide et élégant|conforme à la description]",
        "[belle|excellente|bonne] qualité, [toute la famille adore|rien ne bouge]",
        "après {days} semaines, [comme neuf|toujours content] ({product})",
        "montage [très simple|fait en {minutes} minutes], [toutes les pièces y étaient|notice claire]",
      ],
      bad: [
        "{product} : [bancal|odeur de produit chimique|rayures dès le déballage|une fissure]",
        "après {days} jours [une vis a lâché|le tissu bouloche|la couleur a passé]",
        "matière [bas de gamme|fragile], [ne vaut pas son prix|rien à voir avec la photo]",
        "il manquait [deux vis|la notice|un pied], [montage impossible|un comble]",
      ],
    },
    wait: {
      good: [
        "[aucune attente|pas de file], servi [tout de suite|en deux minutes]",
        "réponse [immédiate|en moins d'une minute] sur le chat",
        "on décroche [tout de suite|à la première sonnerie]",
      ],
      bad: [
        "{minutes} minutes d'attente au téléphone [puis ça coupe|pour rien]",
        "d'abord le chat, puis le téléphone, puis encore le chat, et [personne ne connaît mon dossier|je répète tout à chaque fois]",
        "aucune réponse à [mon mail|mon message] depuis {days} jours",
        "le téléphone renvoie au chat et le chat au téléphone",
        "une seule caisse ouverte à {city}, {minutes} minutes d'attente",
      ],
    },
    packaging: {
      good: [
        "[bien|très bien|soigneusement] emballé, [rien de cassé|pas une rayure]",
        "emballage [sans plastique, j'apprécie|facile à recycler]",
      ],
      bad: [
        "le carton était [déchiré|trempé|écrasé] et [un coin abîmé|deux assiettes cassées]",
        "un carton énorme [pour un si petit objet|plein de plastique]",
        "mal emballé : {product} [abîmé|avec des bosses]",
      ],
    },
    returns: {
      good: ["retour [facile|sans discussion], remboursé en {days} jours", "échange à {city} [immédiat|sans aucun souci]"],
      bad: [
        "j'attends mon remboursement depuis {days} [jours|semaines]",
        "le retour a été [un cauchemar|un vrai parcours du combattant]",
        "l'étiquette de retour [n'est jamais arrivée|ne marchait pas], j'ai relancé {days} fois",
        "mon retour est [soi-disant perdu|introuvable], [personne n'est responsable|c'est à moi de prouver]",
      ],
    },
  },
  stop: ".",
  space: " ",
};
