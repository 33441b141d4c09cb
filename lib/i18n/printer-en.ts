/** The printer of a kiosk, as its staff choose and try it. */
export const printerEn = {
  title: 'Ticket printer',
  keeps: 'This choice stays on this kiosk.',
  way: 'How the kiosk prints',
  road: {
    browser: 'Through the system',
    usb: 'By USB (ESC/POS)',
    serial: 'By serial port (ESC/POS)',
  },
  roadHelp: {
    browser: 'The printer and its driver are installed in the system.',
    usb: 'The kiosk reads paper, cover and faults. No driver.',
    serial: 'The kiosk reads paper, cover and faults. Set the same speed as on the printer.',
  },
  paper: 'Paper width',
  width: '{width} mm',
  speed: 'Speed of the port',
  baud: '{baud} baud',
  pick: 'Pick another printer',
  notPicked: 'No printer was picked: nothing has changed.',
  unsupported: 'This browser does not speak to printers directly. Use Chromium or Chrome.',
  unsaved: 'The choice was not saved. Try again.',
  state: {
    fine: 'Ready',
    paper_low: 'Ready. Paper is running low: have a roll at hand.',
    paper_out: 'Out of paper: replace the roll.',
    cover_open: 'Cover open: close it.',
    jam: 'Paper jam: open the cover and take the paper out.',
    error: 'Printer fault: switch it off and on again.',
    unplugged: 'Printer unplugged or switched off: check cable and power.',
    timeout: 'The printer does not answer: check it, then print a test.',
  },
}
