/** What a device of any surface says of itself, and a browser that is none yet, in French. */
export const deviceFr = {
  common: {
    product: 'Guichet',
    country: 'République du Cameroun',
    purpose: 'Carte nationale d’identité',
    french: 'Français',
    english: 'English',
    language: 'Langue',
    centerHours: 'Ouvert de {opens} à {closes}',
    clock: 'Heure',
    close: 'Fermer',
  },
  status: {
    label: 'Liaison',
    online: 'En ligne',
    local: 'Réseau local seulement',
    offline: 'Hors ligne',
    offlinePending: 'Hors ligne — {count, plural, one {# action à envoyer} other {# actions à envoyer}}',
    onlinePending: 'En ligne — {count, plural, one {# action à confirmer} other {# actions à confirmer}}',
    localPending: 'Réseau local seulement — {count, plural, one {# action à confirmer} other {# actions à confirmer}}',
  },
  span: {
    minutes: '{count} min',
    hours: '{count} h',
    days: '{count, plural, one {# jour} other {# jours}}',
  },
  blocked: {
    readOnlyTitle: 'Guichet est déjà ouvert dans un autre onglet',
    readOnlyNext: 'Continuez dans l’autre onglet. Si vous le fermez, celui-ci prendra la suite.',
    dayDoubtTitle: 'Quel jour sommes-nous ?',
    dayDoubtStaff: 'Personnel : la date de cet appareil n’est pas sûre. Touchez celle d’aujourd’hui.',
    dayDoubtCitizens: 'Usagers : adressez-vous à l’accueil.',
    dayDoubtLast: 'dernier jour de travail ici',
    dayDoubtClock: 'selon l’horloge',
    dayDoubtNeither: 'Ni l’une ni l’autre ? Réglez l’horloge, ou reliez l’appareil au réseau.',
  },
  device: {
    opening: 'Ouverture…',
    unenrolledTitle: 'Cet appareil n’appartient à aucun centre',
    failedTitle: 'Cet appareil ne peut rien enregistrer',
    failedNext: 'Libérez de la place ou redémarrez l’appareil. Nouvel essai dans quelques secondes.',
    insecureTitle: 'Cette adresse n’est pas protégée',
    insecureNext: 'Ouvrez Guichet par son adresse https, ou appelez l’administrateur.',
    storageForbiddenTitle: 'Ce navigateur interdit à Guichet de garder des données',
    storageForbiddenNext:
      'Autorisez les données de site (cookies) pour cette adresse dans les réglages du navigateur, puis rechargez la page.',
    partTitle: 'Cette partie du programme n’a pas pu être chargée',
    partNext: 'Vérifiez le réseau, puis rechargez la page ou redémarrez l’appareil.',
    reload: 'Recharger la page',
    catalogueTitle: 'Première connexion au centre…',
    catalogueNext: 'Les services et les guichets arrivent. Il faut le réseau une seule fois.',
  },
  retired: {
    revokedTitle: 'Cet appareil a été révoqué',
    storeLostTitle: 'Cet appareil a perdu ses données',
    damagedTitle: 'Les données de cet appareil sont abîmées',
    citizens: 'Usagers : adressez-vous à l’accueil.',
    staff: 'Personnel : appelez l’administrateur. Lui seul peut remettre cet appareil en service.',
    unsent:
      '{count, plural, one {# action n’a pas été envoyée au centre. Elle est gardée ici : enregistrez-la dans un fichier pour l’administrateur.} other {# actions n’ont pas été envoyées au centre. Elles sont gardées ici : enregistrez-les dans un fichier pour l’administrateur.}}',
    nothingUnsent: 'Tout a été envoyé au centre : il n’y a rien à récupérer ici.',
    enrollAgain: 'Ajouter à nouveau cet appareil',
    back: 'Retour',
  },
  unsent: {
    save: 'Enregistrer dans un fichier',
    saveAgain: 'Enregistrer encore',
    saved:
      'Fichier {name} enregistré, avec {count, plural, one {# action} other {# actions}}. Remettez-le à l’administrateur.',
    failed: 'Le fichier n’a pas pu être enregistré. Rien n’est perdu : réessayez.',
  },
  deviceAlert: {
    details: '{count, plural, =0 {Voir} other {Voir (+#)}}',
    ofDay: 'Journée du {date} :',
    unknown: {
      brief: 'Appareil inconnu du serveur : appelez l’administrateur.',
      full: 'Le serveur ne connaît pas cet appareil et ne prend rien de lui. Tout est gardé ici, et l’appareil essaie encore. Appelez l’administrateur.',
    },
    daySealed: {
      brief: 'Journée close par le centre : appelez le superviseur.',
      full: 'Le centre ne prend plus rien pour cette journée. Tout est gardé ici. Appelez le superviseur.',
    },
    clientTooOld: {
      brief: 'Programme trop ancien : laissez l’appareil allumé et relié.',
      full: 'Ce programme est trop ancien pour le serveur. Tout est gardé ici, et la mise à jour est cherchée. Laissez l’appareil allumé et relié au réseau.',
    },
    violation: {
      brief: 'Données refusées par le serveur : appelez l’administrateur.',
      full: 'Le serveur a refusé deux fois les données de cet appareil. Tout est gardé ici. Travaillez sur un autre appareil, enregistrez le fichier et appelez l’administrateur.',
    },
    aside: {
      brief:
        '{count, plural, one {# action n’a pas été envoyée : appelez l’administrateur.} other {# actions n’ont pas été envoyées : appelez l’administrateur.}}',
      full: '{count, plural, one {# action du {date} n’a pas été envoyée au centre.} other {# actions du {date} n’ont pas été envoyées au centre.}}',
      next: 'Elles sont gardées ici : enregistrez le fichier et remettez-le à l’administrateur.',
    },
    clock: {
      ahead: {
        brief: 'Horloge en avance de {span} : réglez-la.',
        full: 'L’horloge de cet appareil est en avance de {span}. Réglez-la. L’ordre de la file est déjà corrigé, mais les heures affichées et imprimées ici sont fausses.',
      },
      behind: {
        brief: 'Horloge en retard de {span} : réglez-la.',
        full: 'L’horloge de cet appareil est en retard de {span}. Réglez-la. L’ordre de la file est déjà corrigé, mais les heures affichées et imprimées ici sont fausses.',
      },
    },
    dayDoubt: {
      brief: 'Date incertaine, {last} ou {clock} : réglez l’horloge.',
      full: 'Le dernier jour de travail ici était le {last}, et l’horloge dit {clock}. Réglez l’horloge, ou reliez l’appareil au réseau.',
    },
    codesRefused: {
      brief:
        '{count, plural, one {# code d’usager refusé par le serveur.} other {# codes d’usagers refusés par le serveur.}}',
      full: 'Le serveur ne peut pas lire {count, plural, one {# code saisi} other {# codes saisis}} ici. Aucun ticket n’est perdu : au guichet, demandez le code à l’usager. Appelez l’administrateur.',
    },
    storage: {
      brief: 'Données non protégées : installez l’application.',
      full: 'Le navigateur peut effacer cet appareil si le disque est plein. Installez l’application Guichet depuis le menu du navigateur pour le protéger.',
    },
  },
  notFound: {
    title: 'Cette page n’existe pas',
    next: 'Vérifiez l’adresse, ou revenez au début.',
    home: 'Revenir au début',
  },
  enroll: {
    title: 'Ajouter cet appareil',
    help: 'Entrez le code de 8 caractères donné par votre responsable.',
    codeLabel: 'Code d’ajout',
    submit: 'Ajouter l’appareil',
    working: 'Ajout en cours…',
    done: 'Cet appareil est prêt',
    doneNext: 'Vous pouvez maintenant installer l’application.',
    failed: 'Cet appareil n’a pas été ajouté',
    retry: 'Réessayer',
  },
  enrollRefusal: {
    code_unknown: 'Ce code est inconnu. Vérifiez-le, ou demandez-en un autre.',
    code_used: 'Ce code a déjà servi. Demandez-en un autre.',
    code_expired: 'Ce code a expiré. Demandez-en un autre.',
    offline: 'Pas de liaison avec le serveur. Vérifiez le réseau, puis réessayez.',
    no_issuer_digit: 'Ce centre a déjà neuf bornes. Révoquez-en une d’abord.',
    too_many_requests: 'Trop de codes ont été essayés. Attendez une minute, puis réessayez avec le même code.',
    unavailable: 'Le serveur ne peut pas répondre maintenant. Réessayez dans un instant.',
    store_unavailable:
      'Ce navigateur ne garde rien, ou un autre onglet est ouvert. Fermez-le, puis demandez un autre code.',
  },
} as const
