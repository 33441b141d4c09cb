/** What a kiosk says of a code that was looked up: what it is, and the next step. */
export const codeRefusalFr = {
  unknown_code: {
    what: 'Nous ne trouvons pas ce code.',
    next: 'Vérifiez les chiffres sur votre reçu, ou continuez sans code.',
  },
  card_not_ready: {
    what: 'Votre carte n’est pas encore prête.',
    next: 'Vous n’avez pas besoin de ticket aujourd’hui. L’accueil peut vous dire quand revenir.',
    dated: 'Revenez à partir du {date}. Vous n’avez pas besoin de ticket aujourd’hui.',
  },
  wrong_center: {
    what: 'Votre dossier est dans un autre centre.',
    next: 'L’accueil peut vous dire dans lequel.',
    named: 'Présentez-vous à ce centre : {center}.',
  },
  wrong_day: {
    what: 'Votre rendez-vous est un autre jour.',
    next: 'Revenez le {date}. Si vous ne pouvez pas venir ce jour-là, adressez-vous à l’accueil.',
  },
}
