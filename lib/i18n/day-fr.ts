/** Why the queue of today cannot be changed so, told to a supervisor. */
export const commandRefusalFr = {
  still_serving:
    '{count, plural, one {Quelqu’un est encore au guichet {stations}. Terminez, puis fermez la journée.} other {Des usagers sont encore aux guichets {stations}. Terminez, puis fermez la journée.}}',
  day_open_already: 'La journée est déjà ouverte.',
  day_closed: 'La journée est fermée. Rouvrez-la d’abord.',
  station_closed: 'Ce guichet est déjà fermé.',
  wrong_state: 'Ce ticket a changé entre-temps. Regardez son état et recommencez.',
  too_late: 'Ce ticket est fermé depuis trop longtemps : l’usager reprend un ticket.',
  ticket_unknown: 'Ce ticket n’est pas dans la file d’aujourd’hui.',
  service_unknown: 'Ce service n’existe pas ici, ou il est retiré.',
  service_suspended: 'Ce service est déjà suspendu.',
  service_not_suspended: 'Ce service n’est pas suspendu.',
  kiosk_unknown: 'Cette borne n’est pas de ce centre aujourd’hui.',
  kiosk_paused: 'Cette borne est déjà en pause.',
  kiosk_not_paused: 'Cette borne n’est pas en pause.',
} as const

/** Why a kiosk gives no ticket now, and what to do instead. */
export const doorRefusalFr = {
  center_closed: {
    what: 'Le centre est fermé aujourd’hui.',
    next: 'Revenez un jour d’ouverture, ou adressez-vous à l’accueil.',
  },
  not_open_yet: {
    what: 'Les tickets ne sont pas encore distribués.',
    next: 'Revenez à cette borne à partir de {time}.',
  },
  last_ticket_passed: {
    what: 'Le dernier ticket de la journée a été donné.',
    next: 'Revenez un jour d’ouverture, ou adressez-vous à l’accueil.',
  },
  reception_closed: {
    what: 'Plus aucun ticket n’est donné aujourd’hui.',
    next: 'Revenez un jour d’ouverture, ou adressez-vous à l’accueil.',
  },
  quota_reached: {
    what: 'Tous les tickets d’aujourd’hui ont été donnés.',
    next: 'Revenez un jour d’ouverture, ou adressez-vous à l’accueil.',
  },
  kiosk_paused: {
    what: 'Cette borne est en pause.',
    next: 'Utilisez une autre borne, ou adressez-vous à l’accueil.',
  },
  service_suspended: {
    what: 'Ce service est suspendu pour le moment.',
    next: 'Choisissez un autre service, ou adressez-vous à l’accueil.',
  },
} as const
