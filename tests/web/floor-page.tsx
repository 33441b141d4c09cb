import { createRoot } from 'react-dom/client'
import { ConsoleLanguage } from '@/components/admin/console-language'
import { ToastProvider } from '@/components/admin/ui/toast'
import { LivePage } from './console-center'

/** The floor of a center, and its day (`?page=day`), with the queue that a sync server has. */

const asked = new URLSearchParams(location.search)

const root = document.createElement('main')
root.className = 'min-h-full bg-ground px-7 py-5'
document.body.append(root)
createRoot(root).render(
  <ConsoleLanguage initial={asked.get('language') === 'en' ? 'en' : 'fr'} timeZone="Africa/Douala">
    <ToastProvider>
      <LivePage page={asked.get('page') === 'day' ? 'day' : 'floor'} />
    </ToastProvider>
  </ConsoleLanguage>,
)
