'use client'

import { useTranslations } from 'use-intl'
import { clockSpan } from '@/components/device/clock-span'
import { Notice } from '@/components/ui/notice'
import type { WrongClock } from '@/lib/client/agent-desk'

/** More clocks than these are wrong when the server's is, and then a list helps nobody. */
const LINES_MOST = 4

/** For supervisors: whose clock is wrong, and by how much. Nothing waits for it. */
export function ClockNotice({ wrongClocks }: { wrongClocks: readonly WrongClock[] }) {
  const t = useTranslations('wrongClock')
  return (
    <section aria-label={t('list')}>
      <Notice kind="note">
        {wrongClocks.slice(0, LINES_MOST).map(clock => (
          <ClockLine key={clock.device} {...clock} />
        ))}
        {t('next')}
      </Notice>
    </section>
  )
}

/** The staff know a kiosk by the digit in its numbers; any other device has its id alone. */
function ClockLine({ device: id, surface, issuerDigit: digit, error }: WrongClock) {
  const t = useTranslations()
  const device =
    digit === null
      ? t(`ignored.by.${surface ?? 'unknown'}`, { device: id })
      : t('wrongClock.kiosk', { digit: String(digit) })
  return (
    <span className="block font-semibold">{t(`wrongClock.${error.way}`, { device, span: clockSpan(t, error) })}</span>
  )
}
