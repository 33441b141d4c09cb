import { expect, test } from '@playwright/test'
import { expectPostgresToEqual, queueOn } from './support/queue'
import { openStack, type Stack } from './support/stack'
import { chip, leaveKiosk, openDevice, press, takePost, takeTicketAt } from './support/surfaces'

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

test('[CONF-1] [CONF-3] two agents who are apart call the same citizen: one keeps him, the other is told and calls the next', async ({
  browser,
}) => {
  const kiosk = await openDevice(browser, stack, 'kiosk', 'Borne 1')
  const first = await openDevice(browser, stack, 'agent', 'Tablette 1')
  const second = await openDevice(browser, stack, 'agent', 'Tablette 2')
  await takePost(first, /Estelle/, 1)
  await takePost(second, /Ibrahim/, 2)
  // One alone: of several, each side would call its own (ENGINE-11).
  expect(await takeTicketAt(kiosk)).toBe('A101')
  await leaveKiosk(kiosk)
  for (const tablet of [first, second]) await expect(tablet.getByText('Prochain ticket : A101')).toBeVisible()

  await stack.kill()
  for (const tablet of [first, second]) await expect(chip(tablet)).toContainText('Hors ligne')
  await press(first, /Appeler le suivant/)
  await press(second, /Appeler le suivant/)
  for (const tablet of [first, second]) await expect(tablet.getByRole('heading', { name: 'A101' })).toBeVisible()
  // Who serves him has the stronger evidence, although he called later.
  await press(second, /^Démarrer/)

  await stack.start()
  for (const tablet of [first, second]) await expect(chip(tablet)).toHaveText('En ligne', { timeout: 60_000 })
  await expect(first.getByText(/A101 est déjà au guichet 2/)).toBeVisible()
  await expect(second.getByText('En cours', { exact: true })).toBeVisible()

  expect(await takeTicketAt(kiosk)).toBe('A102')
  await leaveKiosk(kiosk)
  // Beside the message; the button of every day stands below it.
  await first.getByRole('button', { name: 'Appeler le suivant' }).first().tap()
  await expect(first.getByRole('heading', { name: 'A102' })).toBeVisible()
  await expect(first.getByText(/A101 est déjà/)).toHaveCount(0)
  await expectPostgresToEqual(first, stack)
  const stations = [...(await queueOn(first)).tickets.values()].map(ticket => `${ticket.number} ${ticket.state}`)
  expect(stations.sort()).toEqual(['A101 serving', 'A102 called'])

  await test.step('[STAFF-12] [STAFF-13] one takes the other’s station, and both are told by name', async () => {
    await press(second, /^Terminer/)
    for (const button of [/^Démarrer/, /^Terminer/, /^Fermer le guichet/, /^Changer de guichet/, /Guichet 2.*Ibrahim/])
      await press(first, button)
    await expect(first.getByText(/Guichet 2 est tenu par Ibrahim/)).toBeVisible()
    await press(first, /^Reprendre/)
    await expect(first.getByRole('button', { name: /Appeler le suivant/ })).toBeVisible()
    await expect(second.getByText(/Estelle .* a repris le guichet 2/)).toBeVisible()
  })
})
