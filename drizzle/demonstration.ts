/** One center with everything it needs to open its doors: what the first start and the tests show. All persons are invented. */
export const DEMONSTRATION_CENTER = {
  code: 'YDE1',
  nameFr: 'Centre CNI de Yaoundé I',
  nameEn: 'Yaoundé I CNI Centre',
  opensAt: '07:30',
  closesAt: '15:30',
} as const

export type ServiceCode = 'EMERGENCY' | 'APPOINTMENT' | 'COLLECTION' | 'RENEWAL' | 'NEW_APP' | 'CORRECTION'

type DemonstrationService = {
  readonly code: ServiceCode
  /** First character of the service's ticket numbers. */
  readonly letter: string
  readonly nameFr: string
  readonly nameEn: string
  readonly descriptionFr: string
  readonly descriptionEn: string
  /** 1 is called first. */
  readonly priorityLevel: number
  /** What one citizen takes at the station, on average. */
  readonly minutes: number
  /** What the citizen must bring. */
  readonly requiredDocuments: { readonly fr: string; readonly en: string }[]
}

const RECEIPT = { fr: "Récépissé d'identité provisoire", en: 'Temporary identity receipt' }
const OLD_CARD = { fr: 'Ancienne carte ou déclaration de perte', en: 'Old card or certificate of loss' }
const BIRTH_CERTIFICATE = { fr: 'Acte de naissance (original)', en: 'Birth certificate (original)' }
const NATIONALITY = { fr: 'Certificat de nationalité', en: 'Certificate of nationality' }
const PAYMENT = { fr: 'Reçu de paiement', en: 'Payment receipt' }

export const DEMONSTRATION_SERVICES: readonly DemonstrationService[] = [
  {
    code: 'EMERGENCY',
    letter: 'U',
    nameFr: 'Urgence',
    nameEn: 'Emergency',
    descriptionFr: 'Départ imminent, santé ou autre urgence justifiée',
    descriptionEn: 'Imminent travel, health or another proven emergency',
    priorityLevel: 1,
    minutes: 12,
    requiredDocuments: [{ fr: "Justificatif de l'urgence", en: 'Proof of the emergency' }],
  },
  {
    code: 'APPOINTMENT',
    letter: 'R',
    nameFr: 'Rendez-vous',
    nameEn: 'Appointment',
    descriptionFr: 'Vous avez un rendez-vous aujourd’hui',
    descriptionEn: 'You have an appointment today',
    priorityLevel: 2,
    minutes: 10,
    requiredDocuments: [{ fr: 'Convocation', en: 'Appointment notice' }],
  },
  {
    code: 'COLLECTION',
    letter: 'C',
    nameFr: 'Retrait',
    nameEn: 'Collection',
    descriptionFr: 'Votre carte est prête',
    descriptionEn: 'Your card is ready',
    priorityLevel: 3,
    minutes: 3,
    requiredDocuments: [RECEIPT],
  },
  {
    code: 'RENEWAL',
    letter: 'B',
    nameFr: 'Renouvellement',
    nameEn: 'Renewal',
    descriptionFr: 'Carte expirée, perdue ou abîmée',
    descriptionEn: 'Card expired, lost or damaged',
    priorityLevel: 4,
    minutes: 10,
    requiredDocuments: [OLD_CARD, PAYMENT],
  },
  {
    code: 'NEW_APP',
    letter: 'A',
    nameFr: 'Nouvelle demande',
    nameEn: 'New Application',
    descriptionFr: 'Votre première carte',
    descriptionEn: 'Your first card',
    priorityLevel: 5,
    minutes: 15,
    requiredDocuments: [BIRTH_CERTIFICATE, NATIONALITY, PAYMENT],
  },
  {
    code: 'CORRECTION',
    letter: 'D',
    nameFr: 'Correction',
    nameEn: 'Correction',
    descriptionFr: 'Une erreur sur votre carte',
    descriptionEn: 'A mistake on your card',
    priorityLevel: 6,
    minutes: 20,
    requiredDocuments: [{ fr: 'Carte à corriger', en: 'The card to correct' }, BIRTH_CERTIFICATE],
  },
]

const EVERY_SERVICE = DEMONSTRATION_SERVICES.map(service => service.code)

type DemonstrationStation = {
  readonly number: string
  readonly name: string
  readonly services: readonly ServiceCode[]
}

export const DEMONSTRATION_STATIONS: readonly DemonstrationStation[] = [
  { number: '1', name: 'Guichet 1', services: EVERY_SERVICE },
  { number: '2', name: 'Guichet 2', services: EVERY_SERVICE },
  { number: '3', name: 'Guichet 3', services: ['EMERGENCY', 'APPOINTMENT', 'COLLECTION', 'RENEWAL'] },
  { number: '4', name: 'Guichet 4', services: ['COLLECTION', 'RENEWAL', 'NEW_APP', 'CORRECTION'] },
]

type DemonstrationAgent = {
  readonly employeeId: string
  readonly firstName: string
  readonly lastName: string
  readonly role: 'agent' | 'supervisor'
  /** Empty: in nothing in particular, so he serves whatever his station does. */
  readonly specializations: readonly ServiceCode[]
}

export const DEMONSTRATION_AGENTS: readonly DemonstrationAgent[] = [
  {
    employeeId: 'AG-001',
    firstName: 'Estelle',
    lastName: 'Mballa Owona',
    role: 'agent',
    specializations: [],
  },
  {
    employeeId: 'AG-002',
    firstName: 'Ibrahim',
    lastName: 'Hamadou Bello',
    role: 'agent',
    specializations: [],
  },
  {
    employeeId: 'AG-003',
    firstName: 'Brenda',
    lastName: 'Ngwa Ayuk',
    role: 'agent',
    specializations: ['APPOINTMENT', 'COLLECTION', 'RENEWAL'],
  },
  {
    employeeId: 'AG-004',
    firstName: 'Serge',
    lastName: 'Tchoumi Fotso',
    role: 'supervisor',
    specializations: [],
  },
]
