'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowRightIcon, CameraIcon, KeypadIcon } from '@/components/ui/icons'
import { Keypad } from '@/components/ui/keypad'
import type { CodeCamera } from '@/lib/client/code-camera'
import { CodeCameraView } from './code-camera-view'
import { CodeDisplay } from './code-display'
import { type CodeEntry, codeOf } from './code-entry'
import type { KioskMove } from './kiosk-flow'

type CodeScreenProps = { entry: CodeEntry; camera: CodeCamera | null; send: (move: KioskMove) => void }

/** The keys; where there is a camera, its picture in their place when it is asked for. */
export function CodeScreen({ entry, camera, send }: CodeScreenProps) {
  const [wantsCamera, setWantsCamera] = useState(false)
  const inUse = wantsCamera ? camera : null
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-[100vmin] flex-1 flex-col gap-[max(16px,2vmin)] portrait:gap-[3vmin]">
      {inUse ? (
        <CodeCameraView
          camera={inUse}
          onText={text => send({ type: 'scanned', text })}
          onFailed={() => setWantsCamera(false)}
        />
      ) : (
        <Keys entry={entry} send={send} />
      )}
      {camera && <CameraSwitch isOn={inUse !== null} onSwitch={() => setWantsCamera(!wantsCamera)} />}
      <Ways entry={entry} send={send} />
    </div>
  )
}

function Keys({ entry, send }: Omit<CodeScreenProps, 'camera'>) {
  const t = useTranslations('kiosk')
  return (
    <>
      <CodeDisplay entry={entry} onEditYear={() => send({ type: 'year_touched' })} />
      <div className="min-h-0 flex-1">
        <Keypad
          label={t('keypad')}
          onDigit={digit => send({ type: 'digit_typed', digit })}
          clear={{ label: t('clear'), say: 'choice_clear', onPress: () => send({ type: 'cleared' }) }}
          correct={{ label: t('correct'), say: 'choice_correct', onPress: () => send({ type: 'corrected' }) }}
        />
      </div>
    </>
  )
}

function CameraSwitch({ isOn, onSwitch }: { isOn: boolean; onSwitch: () => void }) {
  const t = useTranslations('kiosk')
  const Icon = isOn ? KeypadIcon : CameraIcon
  return (
    <Button tone="secondary" size="kioskSecondary" onPress={onSwitch}>
      <Icon className="size-[1.4em]" />
      {isOn ? t('cameraOff') : t('cameraOn')}
    </Button>
  )
}

function Ways({ entry, send }: Omit<CodeScreenProps, 'camera'>) {
  const t = useTranslations('kiosk')
  return (
    <div className="grid grid-cols-2 gap-4">
      <Button
        tone="secondary"
        size="kioskSecondary"
        say="choice_no_code"
        onPress={() => send({ type: 'code_skipped' })}
      >
        {t('codeNone')}
      </Button>
      <Button
        size="kiosk"
        say="choice_continue"
        onPress={() => send({ type: 'code_entered' })}
        disabled={codeOf(entry) === null}
      >
        {t('next')}
        <ArrowRightIcon className="size-[1.1em]" />
      </Button>
    </div>
  )
}
