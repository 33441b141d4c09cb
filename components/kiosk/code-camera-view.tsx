'use client'

import { useTranslations } from 'use-intl'
import type { CodeCamera } from '@/lib/client/code-camera'
import { useCameraPicture } from '@/lib/client/use-code-camera'

type CodeCameraViewProps = { camera: CodeCamera; onText: (text: string) => void; onFailed: () => void }

/** What the camera sees, as in a mirror, since one aims at oneself; and a frame in which a paper is read best. */
export function CodeCameraView({ camera, onText, onFailed }: CodeCameraViewProps) {
  const t = useTranslations('kiosk')
  const video = useCameraPicture(camera, onText, onFailed)
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden rounded-4xl bg-green-deep">
      <video ref={video} muted playsInline className="absolute size-full -scale-x-100 object-cover" />
      <div className="absolute inset-0 m-auto aspect-square h-[62%] rounded-4xl border-[1vmin] border-gold" />
      <p
        role="status"
        className="absolute inset-x-0 bottom-0 bg-green-deep/90 px-[3vmin] py-[1.6vmin] text-center font-semibold text-balance text-kiosk-lead text-white leading-snug"
      >
        {t('cameraHelp')}
      </p>
    </div>
  )
}
