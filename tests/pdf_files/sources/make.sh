#!/bin/sh
# Makes the PDFs of this folder's parent anew. Needs chromium and soffice; the expected texts beside them are by hand.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for source in *.html; do
    name=${source%.html}
    chromium --headless --no-sandbox --disable-gpu --disable-pdf-tagging --no-pdf-header-footer \
        --print-to-pdf="../chromium_$name.pdf" "$source"
    soffice --headless --infilter='HTML (StarWriter)' --convert-to odt --outdir "$work" "$source"
    soffice --headless --convert-to pdf --outdir "$work" "$work/$name.odt"
    mv "$work/$name.pdf" "../libreoffice_$name.pdf"
done
for source in *.fodt; do
    soffice --headless --convert-to pdf --outdir "$work" "$source"
    mv "$work/${source%.fodt}.pdf" "../libreoffice_${source%.fodt}.pdf"
done
