import type { Messages } from './messages'

/** The console, in English. */
export const adminEn: Messages['admin'] = {
  title: 'Console',
  home: 'My account',
  role: {
    citizen: 'Citizen',
    agent: 'Agent',
    supervisor: 'Supervisor',
    admin: 'Administrator',
  },
  allCenters: 'All centres',
  signOut: 'Sign out',
  sessionsTitle: 'My sessions',
  sessionsHelp: 'A session lasts 12 h. Sign out those that you do not recognise, then change your password.',
  browser: 'Browser',
  opened: 'Opened',
  seen: 'Last activity',
  address: 'Network',
  action: 'Action',
  here: 'This session',
  unknownBrowser: 'Unknown browser',
  sameAddress: 'The same as here',
  otherAddress: 'Another',
  moment: '{date} at {time}',
  end: 'Sign out',
  endNamed: 'Sign out: {browser}, {moment}',
  ended: 'The session is signed out.',
  endAll: 'Sign out everywhere',
  failedTitle: 'The console cannot open',
  failedNext: 'The server does not answer as it should. Kiosks and tablets go on.',
  retry: 'Try again',
}
