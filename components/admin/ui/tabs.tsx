'use client'

import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'

type TabsProps = {
  label: string
  tabs: readonly { readonly id: string; readonly label: string; readonly content: ReactNode }[]
}

/** What was typed on a tab is still there when one comes back to it. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <AriaTabs className="flex flex-col gap-5">
      <TabList aria-label={label} className="flex flex-wrap gap-1 border-line border-b-2">
        {tabs.map(({ id, label: name }) => (
          <Tab
            key={id}
            id={id}
            className="-mb-0.5 min-h-11 cursor-pointer rounded-t-lg border-transparent border-b-4 px-4 py-2 font-semibold text-ink-soft text-lg -outline-offset-4 data-[selected]:border-green data-[hovered]:bg-green-tint data-[selected]:text-green"
          >
            {name}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} shouldForceMount className="rounded-lg data-[inert]:hidden">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
