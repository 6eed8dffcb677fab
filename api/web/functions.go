package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
)

// functions are what templates can call.
var functions = template.FuncMap{
	"asset": asset,
	"score": score,
}

// asset is the address of a file of assets/, which changes with its bytes.
func asset(name string) (string, error) {
	b, err := assetFiles.ReadFile("assets/" + name)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return "/assets/" + name + "?v=" + hex.EncodeToString(sum[:6]), nil
}

// score writes points of 10,000 or an overall of 1,000,000 as 0–100 with two decimals.
func score(of int, v int64) string {
	return fmt.Sprintf("%d.%02d", v*100/int64(of), v*10000/int64(of)%100)
}
