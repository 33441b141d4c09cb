import type { Language } from './ids'

/**
 * What a kiosk says to somebody who does not read its screen, as it is recorded. Whole sentences, each by itself; nothing in
 * them changes with the day, the center or the visitor.
 */
const FRENCH = {
  welcome: 'Bienvenue. Choisissez votre langue avec les flèches, puis appuyez sur Entrée.',
  code: 'Tapez les six chiffres de votre code de pré-enrôlement, ou scannez-le. Si vous n’avez pas de code, descendez avec les flèches jusqu’à : je n’ai pas de code.',
  service: 'Choisissez l’objet de votre visite avec les flèches, puis appuyez sur Entrée.',
  confirm: 'Appuyez sur Entrée pour prendre votre ticket, ou sur les flèches pour d’autres choix.',
  issuing: 'Un instant, s’il vous plaît.',
  code_checked_later: 'Nous vérifierons votre code au guichet.',
  has_ticket: 'Vous avez déjà un ticket aujourd’hui.',
  ticket: 'Prenez votre ticket et asseyez-vous. Votre numéro sera annoncé dans la salle.',
  ticket_again: 'Vous êtes déjà enregistré. Voici à nouveau votre ticket.',
  print_failed: 'L’impression n’a pas marché, mais vous êtes bien dans la file. Retenez votre numéro.',
  your_number: 'Votre numéro :',
  person_ahead: 'Une personne devant vous.',
  people_ahead: 'Nombre de personnes devant vous :',
  nobody_ahead: 'Personne n’attend devant vous.',
  may_change: 'Cela peut changer.',
  go_to: 'Votre numéro est appelé :',

  idle_warning: 'Êtes-vous encore là ? Appuyez sur Entrée pour continuer. Sinon, tout sera effacé.',
  cleared: 'Votre visite est effacée.',
  accessibility_on: 'Mode accessible. Les flèches déplacent le choix, Entrée le confirme.',
  accessibility_off: 'Mode accessible arrêté.',
  staff_called: 'Si vous avez besoin d’aide, adressez-vous à l’accueil.',

  refusal_invalid_code: 'Ce code n’est pas valable. Vérifiez les chiffres sur votre reçu, ou continuez sans code.',
  refusal_card_not_ready: 'Votre carte n’est pas encore prête.',
  refusal_wrong_center: 'Votre dossier est dans un autre centre.',
  refusal_wrong_day: 'Votre rendez-vous est un autre jour.',
  refusal_service_closed:
    'Ce service est fermé pour le moment. Choisissez un autre service, ou adressez-vous à l’accueil.',
  refusal_closing:
    'Votre tour ne viendrait plus avant la fermeture. Revenez demain dès l’ouverture, ou adressez-vous à l’accueil.',
  refusal_not_durable: 'Cet appareil ne peut plus enregistrer. Adressez-vous à un agent : il vous donnera un ticket.',
  refusal_day_in_doubt: 'La date de cette borne est à confirmer. Adressez-vous à un agent.',
  refusal_reception_closed:
    'Plus aucun ticket n’est donné aujourd’hui. Revenez un jour d’ouverture, ou adressez-vous à l’accueil.',
  refusal_kiosk_paused: 'Cette borne est en pause. Utilisez une autre borne, ou adressez-vous à l’accueil.',
  refusal_center_closed: 'Le centre est fermé aujourd’hui. Revenez un jour d’ouverture.',
  refusal_not_open_yet: 'Les tickets ne sont pas encore distribués. Revenez un peu plus tard.',
  refusal_last_ticket_passed: 'Le dernier ticket de la journée a été donné. Revenez un jour d’ouverture.',
  refusal_quota_reached: 'Tous les tickets du jour ont été donnés. Revenez un jour d’ouverture.',
  refusal_service_suspended:
    'Ce service est suspendu pour le moment. Choisissez un autre service, ou adressez-vous à l’accueil.',

  choice_language: 'Français.',
  choice_continue: 'Continuer.',
  choice_correct: 'Corriger.',
  choice_clear: 'Effacer.',
  choice_back: 'Retour.',
  choice_no_code: 'Je n’ai pas de code.',
  choice_take_ticket: 'Prendre mon ticket.',
  choice_done: 'Terminé.',
  choice_start_over: 'Recommencer.',
  choice_year: 'Changer l’année du code.',
  choice_access_off: 'Quitter le mode accessible.',
  choice_reprint: 'Réimprimer un ticket.',
  choice_priority: 'Priorité : à partir de soixante ans, grossesse, handicap, nourrisson. Le personnel confirmera.',
  choice_priority_asked: 'Priorité demandée. Le personnel confirmera.',
  choice_priority_not_asked: 'Priorité non demandée.',
  choice_service: 'Autre service. Demandez son nom à l’accueil.',
  service_emergency: 'Urgence.',
  service_appointment: 'Rendez-vous.',
  service_collection: 'Retrait de la carte.',
  service_renewal: 'Renouvellement.',
  service_new_app: 'Nouvelle demande.',
  service_correction: 'Correction.',
} as const

export type PromptName = keyof typeof FRENCH

const ENGLISH: Record<PromptName, string> = {
  welcome: 'Welcome. Choose your language with the arrow keys, then press Enter.',
  code: 'Type the six digits of your pre-enrolment code, or scan it. If you have no code, go down with the arrow keys to: I have no code.',
  service: 'Choose the reason for your visit with the arrow keys, then press Enter.',
  confirm: 'Press Enter to take your ticket, or the arrow keys for other choices.',
  issuing: 'One moment, please.',
  code_checked_later: 'We will check your code at the station.',
  has_ticket: 'You already have a ticket today.',
  ticket: 'Take your ticket and sit down. Your number will be announced in the hall.',
  ticket_again: 'You are already checked in. Here is your ticket again.',
  print_failed: 'Printing did not work, but you are in the queue. Remember your number.',
  your_number: 'Your number:',
  person_ahead: 'One person ahead of you.',
  people_ahead: 'Number of people ahead of you:',
  nobody_ahead: 'Nobody is waiting ahead of you.',
  may_change: 'This may change.',
  go_to: 'Your number is called:',

  idle_warning: 'Are you still there? Press Enter to continue. Otherwise everything will be cleared.',
  cleared: 'Your visit is cleared.',
  accessibility_on: 'Accessible mode. The arrow keys move the choice, Enter confirms it.',
  accessibility_off: 'Accessible mode is off.',
  staff_called: 'If you need help, go to the reception.',

  refusal_invalid_code: 'This code is not valid. Check the digits on your receipt, or go on without a code.',
  refusal_card_not_ready: 'Your card is not ready yet.',
  refusal_wrong_center: 'Your file is at another centre.',
  refusal_wrong_day: 'Your appointment is on another day.',
  refusal_service_closed: 'This service is closed at the moment. Choose another service, or go to the reception.',
  refusal_closing:
    'Your turn would not come before closing. Come back tomorrow at opening time, or go to the reception.',
  refusal_not_durable: 'This device cannot save any more. See a member of staff, who will give you a ticket.',
  refusal_day_in_doubt: 'The date of this kiosk must be confirmed. See a member of staff.',
  refusal_reception_closed: 'No more tickets are given today. Come back on an opening day, or go to the reception.',
  refusal_kiosk_paused: 'This kiosk is paused. Use another kiosk, or go to the reception.',
  refusal_center_closed: 'The centre is closed today. Come back on an opening day.',
  refusal_not_open_yet: 'Tickets are not given out yet. Come back a little later.',
  refusal_last_ticket_passed: 'The last ticket of the day has been given. Come back on an opening day.',
  refusal_quota_reached: 'All of today’s tickets have been given. Come back on an opening day.',
  refusal_service_suspended: 'This service is suspended for now. Choose another service, or go to the reception.',

  choice_language: 'English.',
  choice_continue: 'Continue.',
  choice_correct: 'Correct.',
  choice_clear: 'Clear.',
  choice_back: 'Back.',
  choice_no_code: 'I have no code.',
  choice_take_ticket: 'Take my ticket.',
  choice_done: 'Done.',
  choice_start_over: 'Start over.',
  choice_year: 'Change the year of the code.',
  choice_access_off: 'Leave the accessible mode.',
  choice_reprint: 'Print a ticket again.',
  choice_priority: 'Priority: sixty and over, pregnancy, disability, with an infant. Staff will confirm.',
  choice_priority_asked: 'Priority requested. Staff will confirm.',
  choice_priority_not_asked: 'Priority not requested.',
  choice_service: 'Another service. Ask its name at the reception.',
  service_emergency: 'Emergency.',
  service_appointment: 'Appointment.',
  service_collection: 'Card collection.',
  service_renewal: 'Renewal.',
  service_new_app: 'New application.',
  service_correction: 'Correction.',
}

export const PROMPTS: Record<Language, Record<PromptName, string>> = { fr: FRENCH, en: ENGLISH }

// reason: the keys of an object that is written out above
export const PROMPT_NAMES = Object.keys(FRENCH) as PromptName[]
