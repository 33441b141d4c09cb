import type { deviceFr } from './device-fr'
import type { SameKeys } from './texts'

/** What a device of any surface says of itself, and a browser that is none yet, in English. */
export const deviceEn: SameKeys<typeof deviceFr> = {
  common: {
    product: 'Guichet',
    country: 'Republic of Cameroon',
    purpose: 'National identity card',
    french: 'Français',
    english: 'English',
    language: 'Language',
    centerHours: 'Open from {opens} to {closes}',
    clock: 'Time',
    close: 'Close',
  },
  status: {
    label: 'Connection',
    online: 'Online',
    local: 'Local network only',
    offline: 'Offline',
    offlinePending: 'Offline — {count, plural, one {# action to send} other {# actions to send}}',
    onlinePending: 'Online — {count, plural, one {# action to confirm} other {# actions to confirm}}',
    localPending: 'Local network only — {count, plural, one {# action to confirm} other {# actions to confirm}}',
  },
  span: {
    minutes: '{count} min',
    hours: '{count} h',
    days: '{count, plural, one {# day} other {# days}}',
  },
  blocked: {
    readOnlyTitle: 'Guichet is already open in another tab',
    readOnlyNext: 'Continue in the other tab. If you close it, this one takes over.',
    dayDoubtTitle: 'What day is it?',
    dayDoubtStaff: 'Staff: the date of this device is in doubt. Touch today’s date.',
    dayDoubtCitizens: 'Citizens: please go to the reception.',
    dayDoubtLast: 'last working day here',
    dayDoubtClock: 'by the clock',
    dayDoubtNeither: 'Neither? Set the clock, or connect the device to the network.',
  },
  device: {
    opening: 'Opening…',
    unenrolledTitle: 'This device belongs to no centre',
    failedTitle: 'This device cannot save anything',
    failedNext: 'Free some space or restart the device. Trying again in a few seconds.',
    insecureTitle: 'This address is not protected',
    insecureNext: 'Open Guichet by its https address, or call the administrator.',
    storageForbiddenTitle: 'This browser forbids Guichet to keep any data',
    storageForbiddenNext:
      'Allow site data (cookies) for this address in the settings of the browser, then reload the page.',
    partTitle: 'This part of the program could not be loaded',
    partNext: 'Check the network, then reload the page or restart the device.',
    reload: 'Reload the page',
    catalogueTitle: 'First connection to the centre…',
    catalogueNext: 'Services and stations are on their way. The network is needed this once.',
  },
  retired: {
    revokedTitle: 'This device has been revoked',
    storeLostTitle: 'This device has lost its data',
    damagedTitle: 'The data of this device is damaged',
    citizens: 'Citizens: please go to the reception.',
    staff: 'Staff: call the administrator, who alone can put this device back into service.',
    unsent:
      '{count, plural, one {# action was not sent to the centre. It is kept here: save it to a file for the administrator.} other {# actions were not sent to the centre. They are kept here: save them to a file for the administrator.}}',
    nothingUnsent: 'Everything was sent to the centre: there is nothing to recover here.',
    enrollAgain: 'Add this device again',
    back: 'Back',
  },
  unsent: {
    save: 'Save to a file',
    saveAgain: 'Save again',
    saved: 'File {name} saved, with {count, plural, one {# action} other {# actions}}. Hand it to the administrator.',
    failed: 'The file could not be saved. Nothing is lost: please try again.',
  },
  deviceAlert: {
    details: '{count, plural, =0 {Show} other {Show (+#)}}',
    ofDay: 'Day of {date}:',
    unknown: {
      brief: 'Device unknown to the server: call the administrator.',
      full: 'The server does not know this device and takes nothing from it. Everything is kept here, and the device keeps trying. Call the administrator.',
    },
    daySealed: {
      brief: 'Day closed by the centre: call the supervisor.',
      full: 'The centre takes nothing more for this day. Everything is kept here. Call the supervisor.',
    },
    clientTooOld: {
      brief: 'Program too old: leave the device on and connected.',
      full: 'This program is too old for the server. Everything is kept here, and an update is being looked for. Leave the device on and connected to the network.',
    },
    violation: {
      brief: 'Data refused by the server: call the administrator.',
      full: 'The server has refused the data of this device twice. Everything is kept here. Work on another device, save the file and call the administrator.',
    },
    aside: {
      brief:
        '{count, plural, one {# action was not sent: call the administrator.} other {# actions were not sent: call the administrator.}}',
      full: '{count, plural, one {# action of {date} was not sent to the centre.} other {# actions of {date} were not sent to the centre.}}',
      next: 'They are kept here: save the file and hand it to the administrator.',
    },
    clock: {
      ahead: {
        brief: 'Clock {span} fast: set it right.',
        full: 'The clock of this device is {span} fast. Set it right. The order of the queue is corrected already, but the times shown and printed here are wrong.',
      },
      behind: {
        brief: 'Clock {span} slow: set it right.',
        full: 'The clock of this device is {span} slow. Set it right. The order of the queue is corrected already, but the times shown and printed here are wrong.',
      },
    },
    dayDoubt: {
      brief: 'Date in doubt, {last} or {clock}: set the clock.',
      full: 'The last working day here was {last}, and the clock says {clock}. Set the clock, or connect the device to the network.',
    },
    codesRefused: {
      brief:
        '{count, plural, one {# citizen’s code refused by the server.} other {# citizens’ codes refused by the server.}}',
      full: 'The server cannot read {count, plural, one {# code} other {# codes}} typed here. No ticket is lost: at the station, ask the citizen for the code. Call the administrator.',
    },
    storage: {
      brief: 'Data not protected: install the application.',
      full: 'The browser may erase this device when the disk is full. Install the Guichet application from the menu of the browser to protect it.',
    },
  },
  notFound: {
    title: 'There is no such page',
    next: 'Check the address, or go back to the start.',
    home: 'Back to the start',
  },
  enroll: {
    title: 'Add this device',
    help: 'Enter the 8-character code given by your manager.',
    codeLabel: 'Device code',
    submit: 'Add the device',
    working: 'Adding the device…',
    done: 'This device is ready',
    doneNext: 'You can now install the application.',
    failed: 'This device was not added',
    retry: 'Try again',
  },
  enrollRefusal: {
    code_unknown: 'This code is unknown. Check it, or ask for another one.',
    code_used: 'This code has been used already. Ask for another one.',
    code_expired: 'This code has expired. Ask for another one.',
    offline: 'No connection with the server. Check the network, then try again.',
    no_issuer_digit: 'This centre already has nine kiosks. Revoke one first.',
    too_many_requests: 'Too many codes were tried. Wait a minute, then try again with the same code.',
    unavailable: 'The server cannot answer now. Please try again in a moment.',
    store_unavailable: 'This browser keeps nothing, or another tab is open. Close it, then ask for another code.',
  },
}
