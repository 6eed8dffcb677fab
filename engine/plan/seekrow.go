package plan

import (
	"math/bits"

	"tenon/index/facts"
)

// least is the least F with which a row could reach the floor.
func (k *search) least() int {
	floor, least := k.top.Floor(), Full+1
	for can, some := range k.r.cans {
		if some {
			least = min(least, int(bounds(k.o.Sort, k.lambda, k.most[can]).least(floor, 0)))
		}
	}
	return max(0, least)
}

// rest ranks the rows that are left, and takes them from those that are eligible.
func (k *search) rest() {
	for w, word := range k.left[:(k.n+63)/64] {
		k.in[w] &^= word
		for ; word != 0; word &= word - 1 {
			k.row(w<<6 + bits.TrailingZeros64(word))
		}
	}
}

// row ranks a role, unless it is shown on the way that it cannot reach the floor.
func (k *search) row(l int) {
	floor := k.top.Floor()
	f, back, ok := k.scored(l, floor)
	if !ok {
		return
	}
	k.res.Total++
	k.res.count(!k.o.Vetoed)
	if key := sortKey(k.o.Sort, f, back, k.lambda); key >= floor {
		k.top.Push(k.hit(l, key, f, back))
	}
}

func (k *search) hit(l int, key, f, back int32) Hit {
	role := &k.tile.Roles[k.from+l]
	return Hit{Key: key, F: f, R: back, Overall: Overall(f, back, int(k.lambda)), Tie: Tie(role.ID, k.o.CandidateID), ID: role.ID, Org: role.Org}
}

// scored is F and R of a role, or false as soon as it is shown that it cannot reach the floor.
func (k *search) scored(l int, floor int32) (f, back int32, ok bool) {
	r, at := k.r, k.from+l
	f, can := int32(k.acc[l]), r.says[at].can
	most := k.most[can] - k.short[r.says[at].modes&7]
	if !k.reaches(f, most, floor) {
		return 0, 0, false
	}
	if most -= k.payShort(can, r.pay[at]); !k.reaches(f, most, floor) {
		return 0, 0, false
	}
	f -= int32(r.rest[at])
	for i := r.lateAt[at]; i < r.lateAt[at+1]; i++ {
		q := &r.late[i]
		f += points(int32(q.w), k.value(q, k.held[l]))
	}
	if !k.reaches(f, most, floor) {
		return 0, 0, false
	}
	k.plan.Role = k.tile.Roles[at].Facts
	back, ok = k.plan.reverseFrom(&k.c.Wish, k.stated, k.c.Country, can, k.most[can], need(k.o.Sort, f, k.lambda, floor))
	return f, back, ok
}

// reaches says whether a row of so much F at most, and so much R, can reach the floor.
func (k *search) reaches(f, most, floor int32) bool {
	b := bounds(k.o.Sort, k.lambda, most)
	return f*b.f+b.c >= floor
}

// payShort is what the pay of a role takes from the most that R can be.
func (k *search) payShort(can uint8, pay int32) int32 {
	if k.stated&can>>facts.PrefPay&1 == 0 || k.c.Wish.NoRate {
		return 0
	}
	w := reverseRows[k.stated].w[facts.PrefPay]
	return w - points(w, payShare((k.c.Wish.PayUSD+50)/100, int64(pay)))
}
