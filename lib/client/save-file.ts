/** Gives the person at the device a file, where the browser puts what is downloaded. */
export type SaveFile = (name: string, text: string) => void

export const saveFile: SaveFile = (name, text) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS_MAX)
}

const READ_MS_MAX = 60_000
