// Checks proofs of ours with golang.org/x/mod/sumdb, and makes some that ours has to take. Reads and writes JSON.
package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	Size, Before, Index int64
	Root, BeforeRoot    tlog.Hash
	Leaf                tlog.Hash
	Record              []tlog.Hash
	Tree                []tlog.Hash
}

type exchange struct {
	Vkey   string
	Note   string
	Proofs []proof
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	var ours exchange
	must(json.NewDecoder(os.Stdin).Decode(&ours))
	verifier, err := note.NewVerifier(ours.Vkey)
	must(err)
	_, err = note.Open([]byte(ours.Note), note.VerifierList(verifier))
	must(err)
	for _, p := range ours.Proofs {
		must(tlog.CheckRecord(p.Record, p.Size, p.Root, p.Index, p.Leaf))
		must(tlog.CheckTree(p.Tree, p.Size, p.Root, p.Before, p.BeforeRoot))
	}

	skey, vkey, err := note.GenerateKey(rand.Reader, "go.example/log")
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	signed, err := note.Sign(&note.Note{Text: "go.example/log\n1\n\nof go\n"}, signer)
	must(err)
	theirs := exchange{Vkey: vkey, Note: string(signed)}
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	roots := []tlog.Hash{{}}
	for n := int64(0); n < 300; n++ {
		hashes, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("leaf %d", n)), read)
		must(err)
		stored = append(stored, hashes...)
		root, err := tlog.TreeHash(n+1, read)
		must(err)
		roots = append(roots, root)
	}
	for size := int64(1); size <= 300; size += 13 {
		p := proof{Size: size, Root: roots[size], Index: size * 2 / 3, Before: (size + 1) / 2}
		p.BeforeRoot = roots[p.Before]
		p.Leaf = tlog.RecordHash([]byte(fmt.Sprintf("leaf %d", p.Index)))
		p.Record, err = tlog.ProveRecord(size, p.Index, read)
		must(err)
		p.Tree, err = tlog.ProveTree(size, p.Before, read)
		must(err)
		theirs.Proofs = append(theirs.Proofs, p)
	}
	must(json.NewEncoder(os.Stdout).Encode(theirs))
}
