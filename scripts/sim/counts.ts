/** What the seeds together must have lived through: a run that missed one of these has shown nothing about it. */
const MUST_HAPPEN: readonly (readonly [what: string, counted: RegExp])[] = [
  ['events', /^events$/],
  ['tickets', /^tickets$/],
  ['papers', /^papers$/],
  ['power cuts before a commit', /^power cut at commit: before$/],
  ['power cuts during a commit', /^power cut at commit: in flight$/],
  ['power cuts after a commit', /^power cut at commit: after$/],
  ['power cuts at an acknowledgement', /^power cut at acknowledge: /],
  ['power cuts while paper came out', /^power cut at paper$/],
  ['power cuts while the store opened', /^power cut at (start session|set last day)/],
  ['power cuts while a document was saved', /^power cut at save document$/],
  ['clean restarts', /^clean restarts$/],
  ['lost ends of documents', /^document tails lost$/],
  ['lost last transactions', /^last transactions lost/],
  ['failed writes', /^disk writes failed$/],
  ['server crashes before a commit', /^server crash at commit: before$/],
  ['server crashes after a commit', /^server crash at commit: after$/],
  ['server crashes before it sends an update', /^server crash at update$/],
  ['server crashes before it acknowledges', /^server crash at ack$/],
  ['server crashes while a room opens', /^server crash at open: /],
  ['servers fenced out', /^servers fenced out$/],
  ['database refusing', /^database refusing$/],
  ['database frozen', /^database frozen$/],
  ['late commits', /^commits that came late$/],
  ['restores', /^restores$/],
  ['partitions', /^partitions$/],
  ['connections cut', /^connections cut$/],
  ['frames replayed', /^frames replayed$/],
  ['acknowledgements', /^acknowledgements$/],
  ['events appended twice', /^events appended twice$/],
  ['reprints', /^reprints$/],
  ['conflicts', /^conflicts$/],
  ['lost moves told', /^lost moves told$/],
  ['duplicates', /^duplicates$/],
  ['days rolled over', /^days rolled over$/],
  ['dates in doubt', /^dates in doubt$/],
  ['seals verified', /^seals verified$/],
  ['events carried by others', /^events carried by others$/],
  ['quarantines', /^quarantines$/],
  ['forgeries', /^forgeries$/],
  ['revocations', /^revocations$/],
  ['clock corrections', /^clock corrections$/],
  ['calls out of order', /^call_out_of_order$/],
  ['citizens set back', /^set_back$/],
  ['no-shows', /^no_show$/],
  ['no-shows who came back', /^reopen$/],
  ['requeued', /^requeue$/],
  ['parked', /^park$/],
  ['resumed', /^resume$/],
  ['transferred', /^transfer$/],
  ['reclassified', /^reclassify$/],
  ['emergencies', /^grant_emergency$/],
  ['head starts taken back', /^remove_head_start$/],
  ['stations released', /^release_station$/],
]

export function missing(counts: ReadonlyMap<string, number>): string[] {
  const seen = (pattern: RegExp) => [...counts].some(([name, times]) => times > 0 && pattern.test(name))
  return MUST_HAPPEN.filter(([, pattern]) => !seen(pattern)).map(([what]) => what)
}

export function table(counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return rows.map(([name, times]) => `${String(times).padStart(10)}  ${name}`).join('\n')
}
