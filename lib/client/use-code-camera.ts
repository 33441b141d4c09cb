import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type CodeCamera, offerCamera } from './code-camera'
import { reportFault } from './fault-log'

/** A camera by which codes may be read; null where there is none, or it is refused. */
export function useCodeCamera(): CodeCamera | null {
  const [camera, setCamera] = useState<CodeCamera | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    offerCamera(setCamera, reportFault, stop.signal).catch(fault => reportFault('offer a camera', fault))
    return () => stop.abort()
  }, [])
  return camera
}

/**
 * The camera's picture, and what it reads, for as long as it is drawn.
 *
 * @param onFailed when the camera cannot be used after all
 * @returns where it is drawn
 */
export function useCameraPicture(
  camera: CodeCamera,
  onText: (text: string) => void,
  onFailed: () => void,
): RefObject<HTMLVideoElement | null> {
  const video = useRef<HTMLVideoElement>(null)
  const read = useEffectEvent(onText)
  const failed = useEffectEvent(onFailed)
  useEffect(() => {
    if (!video.current) return
    const stop = new AbortController()
    camera
      .watch(video.current, text => read(text), stop.signal)
      .catch(fault => {
        if (stop.signal.aborted) return
        reportFault('use the camera', fault)
        failed()
      })
    return () => stop.abort()
  }, [camera])
  return video
}
