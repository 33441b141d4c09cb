import type { BothLanguages, Service } from './catalogue'

export type StandardServiceCode = 'EMERGENCY' | 'APPOINTMENT' | 'COLLECTION' | 'RENEWAL' | 'NEW_APP' | 'CORRECTION'

/** A service as it is put into a center that has none. */
type StandardService = Pick<Service, 'letter' | 'nameFr' | 'nameEn' | 'priority' | 'durationMinutes' | 'active'> & {
  readonly code: StandardServiceCode
  readonly descriptionFr: string
  readonly descriptionEn: string
  readonly documents: BothLanguages[]
  readonly steps: BothLanguages[]
}

const RECEIPT: BothLanguages = { fr: 'Récépissé d’identité provisoire', en: 'Temporary identity receipt' }
const OLD_CARD: BothLanguages = { fr: 'Ancienne carte ou déclaration de perte', en: 'Old card or certificate of loss' }
const BIRTH_CERTIFICATE: BothLanguages = { fr: 'Acte de naissance (original)', en: 'Birth certificate (original)' }
const NATIONALITY: BothLanguages = { fr: 'Certificat de nationalité', en: 'Certificate of nationality' }
const PAYMENT: BothLanguages = { fr: 'Reçu de paiement', en: 'Payment receipt' }

/** What every center of identity cards does (seed, section 2.1: classes and durations). Most urgent first. */
export const STANDARD_SERVICES: readonly StandardService[] = [
  {
    code: 'EMERGENCY',
    letter: 'U',
    nameFr: 'Urgence',
    nameEn: 'Emergency',
    descriptionFr: 'Départ imminent, santé ou autre urgence justifiée',
    descriptionEn: 'Imminent travel, health or another proven emergency',
    priority: 1,
    durationMinutes: 12,
    documents: [{ fr: 'Justificatif de l’urgence', en: 'Proof of the emergency' }],
    steps: [],
    active: true,
  },
  {
    code: 'APPOINTMENT',
    letter: 'R',
    nameFr: 'Rendez-vous',
    nameEn: 'Appointment',
    descriptionFr: 'Vous avez un rendez-vous aujourd’hui',
    descriptionEn: 'You have an appointment today',
    priority: 2,
    durationMinutes: 10,
    documents: [{ fr: 'Convocation', en: 'Appointment notice' }],
    steps: [],
    active: true,
  },
  {
    code: 'COLLECTION',
    letter: 'C',
    nameFr: 'Retrait',
    nameEn: 'Collection',
    descriptionFr: 'Votre carte est prête',
    descriptionEn: 'Your card is ready',
    priority: 3,
    durationMinutes: 3,
    documents: [RECEIPT],
    steps: [],
    active: true,
  },
  {
    code: 'RENEWAL',
    letter: 'B',
    nameFr: 'Renouvellement',
    nameEn: 'Renewal',
    descriptionFr: 'Carte expirée, perdue ou abîmée',
    descriptionEn: 'Card expired, lost or damaged',
    priority: 4,
    durationMinutes: 10,
    documents: [OLD_CARD, PAYMENT],
    steps: [],
    active: true,
  },
  {
    code: 'NEW_APP',
    letter: 'A',
    nameFr: 'Nouvelle demande',
    nameEn: 'New Application',
    descriptionFr: 'Votre première carte',
    descriptionEn: 'Your first card',
    priority: 5,
    durationMinutes: 15,
    documents: [BIRTH_CERTIFICATE, NATIONALITY, PAYMENT],
    steps: [],
    active: true,
  },
  {
    code: 'CORRECTION',
    letter: 'D',
    nameFr: 'Correction',
    nameEn: 'Correction',
    descriptionFr: 'Une erreur sur votre carte',
    descriptionEn: 'A mistake on your card',
    priority: 6,
    durationMinutes: 20,
    documents: [{ fr: 'Carte à corriger', en: 'The card to correct' }, BIRTH_CERTIFICATE],
    steps: [],
    active: true,
  },
]
