package format_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	b, err := os.ReadFile(os.Getenv("ZZ"))
	if err != nil {
		t.Skip()
	}
	got, err := decode(t, os.Getenv("ZZ"), string(b))
	fmt.Println(len(got), err)
	for i, d := range got {
		if i < 3 || i < 40 && d.Error != "" || len(d.Notes) > 0 && i < 200 {
			j, _ := json.MarshalIndent(d, "", " ")
			fmt.Println(string(j))
		}
	}
}
