import { expect, test } from 'vitest'
import { CONFIG, SERVICES, serviceOf } from '@/tests/support/engine-center'
import { MINUTE_MS, presetClasses, presetConfig } from './config'
import type { EngineConfig } from './model'
import { validateConfig } from './validate-config'

const ALL = new Set(SERVICES.map(({ id }) => id))

function withClass(index: number, change: Partial<EngineConfig['classes'][number]>): EngineConfig {
  return { ...CONFIG, classes: CONFIG.classes.map((rules, at) => (at === index ? { ...rules, ...change } : rules)) }
}

test.each(['balanced', 'fair', 'throughput'] as const)('[ENGINE-2] the preset %s may be used', preset => {
  expect(validateConfig(presetConfig(preset, SERVICES), ALL)).toEqual([])
})

test('[ENGINE-2] the presets differ in weights and caps, never in what is promised', () => {
  expect(presetClasses('balanced').map(({ promiseMs }) => promiseMs / MINUTE_MS)).toEqual([5, 15, 20, 45, 60, 60])
  expect(presetClasses('balanced').map(({ capMs }) => capMs / MINUTE_MS)).toEqual([0, 180, 90, 60, 45, 30])
  expect(presetClasses('fair').map(({ weight }) => weight)).toEqual([1, 2, 1, 1, 1, 1])
  expect(presetClasses('throughput').map(({ weight }) => weight)).toEqual([1, 3, 3.3, 1, 0.67, 0.5])
})

test.each<[string, EngineConfig, object]>([
  ['nothing promised', withClass(3, { promiseMs: 0 }), { code: 'promise_not_positive', priority: 4 }],
  ['half a millisecond', withClass(3, { promiseMs: 0.5 }), { code: 'promise_not_positive', priority: 4 }],
  ['a weight of 0', withClass(5, { weight: 0 }), { code: 'weight_not_positive', priority: 6 }],
  ['no number', withClass(5, { weight: Number.NaN }), { code: 'weight_not_positive', priority: 6 }],
  ['a cap below 0', withClass(1, { capMs: -1 }), { code: 'cap_out_of_bounds', priority: 2 }],
  ['a cap of over 3 h', withClass(1, { capMs: 181 * MINUTE_MS }), { code: 'cap_out_of_bounds', priority: 2 }],
  ['five classes', { ...CONFIG, classes: CONFIG.classes.slice(1) }, { code: 'class_count', expected: 6 }],
  ['no emergency', { ...CONFIG, laneMaxRun: 0 }, { code: 'not_a_count', field: 'laneMaxRun' }],
  [
    '61 minutes of head start',
    { ...CONFIG, headStartMs: 61 * MINUTE_MS },
    { code: 'out_of_bounds', field: 'headStartMs' },
  ],
  ['a fit from 1.1', { ...CONFIG, fit: { min: 1.1, max: 1.2 } }, { code: 'out_of_bounds', field: 'fit' }],
  [
    'a hold below 0',
    { ...CONFIG, noShow: { ...CONFIG.noShow, holdMs: -1 } },
    { code: 'not_a_duration', field: 'noShow.holdMs' },
  ],
  [
    'a chance of 2',
    { ...CONFIG, noShow: { ...CONFIG.noShow, chance: 2 } },
    { code: 'not_a_chance', field: 'noShow.chance' },
  ],
])('[ENGINE-2] %s is refused', (_what, config, refusal) => {
  expect(validateConfig(config, ALL)).toEqual([refusal])
})

test('[ENGINE-2] a service that nobody can serve is named', () => {
  const servable = new Set([...ALL].filter(service => service !== serviceOf('M')))
  expect(validateConfig(CONFIG, servable)).toEqual([{ code: 'nobody_can_serve', service: serviceOf('M') }])
})
