// Package sample is the shipped sample: roles and candidates that the demo, the golden files and a new user's first look share.
//
// Every file is read by the same import as anybody's. README.md says where each comes from.
package sample

import "embed"

// AsOf is the month at which the sample is judged; no date of it lies later, but planned ones.
const AsOf = "2026-06"

// Role is the role that the demo ranks candidates for.
const Role = "r-ref-mlops-berlin"

// FS holds the files.
//
//go:embed *.json
var FS embed.FS
