/** The printer of a kiosk, as its staff choose and try it. */
export const printerFr = {
  title: 'Imprimante des tickets',
  keeps: 'Ce choix reste sur cette borne.',
  way: 'Comment la borne imprime',
  road: {
    browser: 'Par le système',
    usb: 'Par USB (ESC/POS)',
    serial: 'Par port série (ESC/POS)',
  },
  roadHelp: {
    browser: 'L’imprimante et son pilote sont installés dans le système.',
    usb: 'La borne lit le papier, le capot et les pannes. Aucun pilote.',
    serial: 'La borne lit le papier, le capot et les pannes. Réglez la même vitesse que l’imprimante.',
  },
  paper: 'Largeur du papier',
  width: '{width} mm',
  speed: 'Vitesse du port',
  baud: '{baud} bauds',
  pick: 'Désigner une autre imprimante',
  notPicked: 'Aucune imprimante désignée : rien n’est changé.',
  unsupported: 'Ce navigateur ne parle pas directement aux imprimantes. Utilisez Chromium ou Chrome.',
  unsaved: 'Le choix n’a pas été enregistré. Réessayez.',
  state: {
    fine: 'Prête',
    paper_low: 'Prête. Bientôt plus de papier : préparez un rouleau.',
    paper_out: 'Plus de papier : remplacez le rouleau.',
    cover_open: 'Capot ouvert : fermez-le.',
    jam: 'Papier coincé : ouvrez le capot, retirez le papier.',
    error: 'Panne de l’imprimante : éteignez-la, puis rallumez-la.',
    unplugged: 'Imprimante débranchée ou éteinte : vérifiez le câble et le courant.',
    timeout: 'L’imprimante ne répond pas : vérifiez-la, puis faites un essai.',
  },
}
