import { createRoot } from 'react-dom/client'
import { emptyEntry } from '@/components/kiosk/code-entry'
import { CodeScreen } from '@/components/kiosk/code-screen'
import { LanguageProvider } from '@/components/ui/language-provider'
import { useCodeCamera } from '@/lib/client/use-code-camera'
import { ServiceDay } from '@/lib/domain/ids'
import { KIOSK_TEXTS } from '@/lib/i18n/kiosk-texts'

/** Where a kiosk asks for the code, with whatever camera this browser has. What is scanned becomes the title. */
function Code() {
  const camera = useCodeCamera()
  return (
    <main className="fixed inset-0 flex flex-col">
      <CodeScreen
        entry={emptyEntry(ServiceDay.parse('2026-03-02'))}
        camera={camera}
        send={move => {
          if (move.type === 'scanned') document.title = move.text
        }}
      />
    </main>
  )
}

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(
  <LanguageProvider language="fr" timeZone="Africa/Douala" texts={KIOSK_TEXTS}>
    <Code />
  </LanguageProvider>,
)
