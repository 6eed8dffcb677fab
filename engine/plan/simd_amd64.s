//go:build !purego

#include "go_asm.h"
#include "textflag.h"
#include "simd_amd64.h"

// TERMS takes the arguments of what goes through the lists of terms: it makes DI the peaks, R14 the worths by a field of them, R11 the
// first of R15 terms, R8 the offsets of lists and R13 their entries.
#define TERMS(FIELD) \
	MOVQ peak+0(FP), DI      \
	MOVQ worths+8(FP), R14   \
	ADDQ FIELD, R14          \
	MOVQ found+16(FP), R11   \
	MOVQ n+24(FP), R15       \
	MOVQ offsets+32(FP), R8  \
	MOVQ entries+40(FP), R13

// CHOOSE writes the next word of out: bits of R8 where in has them, of R9 elsewhere. It leaves whether more follow.
#define CHOOSE \
	MOVQ (BX)(DX*8), R10 \
	ANDQ R10, R8         \
	NOTQ R10             \
	ANDQ R10, R9         \
	ORQ  R9, R8          \
	MOVQ R8, (CX)(DX*8)  \
	ADDQ $128, AX        \
	INCQ DX              \
	CMPQ DX, $64

// func reach512(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach512(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Z0
	VPBROADCASTW other+10(FP), Z1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU16 (AX), Z2
	VMOVDQU16 64(AX), Z3
	VPCMPUW   $5, Z0, Z2, K1
	VPCMPUW   $5, Z0, Z3, K2
	VPCMPUW   $5, Z1, Z2, K3
	VPCMPUW   $5, Z1, Z3, K4
	KUNPCKDQ  K1, K2, K1
	KUNPCKDQ  K3, K4, K3
	KMOVQ     K1, R8
	KMOVQ     K3, R9
	CHOOSE
	JB        loop
	VZEROUPPER
	RET

// REACH sets R, 32 bits, for the words of A and B that are at least T.
#define REACH(A, B, T, R) \
	VPMAXUW   T, A, Y6      \
	VPMAXUW   T, B, Y7      \
	VPCMPEQW  A, Y6, Y6     \
	VPCMPEQW  B, Y7, Y7     \
	VPACKSSWB Y7, Y6, Y6    \
	VPERMQ    $0xD8, Y6, Y6 \
	VPMOVMSKB Y6, R

// func reach2(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach2(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Y0
	VPBROADCASTW other+10(FP), Y1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU (AX), Y2
	VMOVDQU 32(AX), Y3
	VMOVDQU 64(AX), Y4
	VMOVDQU 96(AX), Y5
	REACH(Y2, Y3, Y0, R8)
	REACH(Y4, Y5, Y0, R11)
	SHLQ    $32, R11
	ORQ     R11, R8
	REACH(Y2, Y3, Y1, R9)
	REACH(Y4, Y5, Y1, R11)
	SHLQ    $32, R11
	ORQ     R11, R9
	CHOOSE
	JB      loop
	VZEROUPPER
	RET

// FLUSH adds to the next sums what peaks are above BASE, in A and B of SIZE bytes each. It leaves whether more follow.
#define FLUSH(MOVE, SIZE, BASE, A, B) \
	MOVE     (BX), A        \
	MOVE     SIZE(BX), B    \
	VPSUBUSW BASE, A, A     \
	VPSUBUSW BASE, B, B     \
	VPADDW   (AX), A, A     \
	VPADDW   SIZE(AX), B, B \
	MOVE     A, (AX)        \
	MOVE     B, SIZE(AX)    \
	ADDQ     $(2*SIZE), AX  \
	ADDQ     $(2*SIZE), BX  \
	DECQ     CX

// func flush512(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush512(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Z0
	MOVQ         $64, CX

loop:
	FLUSH(VMOVDQU16, 64, Z0, Z1, Z2)
	JNZ loop
	VZEROUPPER
	RET

// func flush2(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush2(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Y0
	MOVQ         $128, CX

loop:
	FLUSH(VMOVDQU, 32, Y0, Y1, Y2)
	JNZ loop
	VZEROUPPER
	RET

// What follows goes through lists of entries, four at a time, the last four again where they are not a multiple of four: that
// changes nothing. While a list is read, as much as it has is fetched of what lies behind it, which is its part of the next block.

// ENTRY makes AX the row and CX what is worth by R9 of an entry.
#define ENTRY(AT) \
	MOVWLZX AT(SI), AX     \
	MOVL    AX, BX         \
	SHRL    $4, AX         \
	ANDL    $15, BX        \
	MOVWLZX (R9)(BX*2), CX

// SET makes the peak of its row what an entry is worth.
#define SET(AT) \
	ENTRY(AT)           \
	MOVW CX, (DI)(AX*2)

// LIFT lifts it to that.
#define LIFT(AT) \
	ENTRY(AT)              \
	MOVWLZX (DI)(AX*2), DX \
	CMPL    CX, DX         \
	CMOVLLT DX, CX         \
	MOVW    CX, (DI)(AX*2)

// FOUR does so with four entries.
#define FOUR(DO) \
	DO(0) \
	DO(2) \
	DO(4) \
	DO(6)

// TERM makes R9 the number of the worth of the term at R11, in bytes, BX where its list begins, in entries, and R10 how many it has.
#define TERM \
	MOVL  foundTerm_worth(R11), R9 \
	MOVL  foundTerm_cell(R11), AX  \
	IMULQ $worth__size, R9         \
	MOVL  (R8)(AX*4), BX           \
	MOVL  4(R8)(AX*4), R10         \
	SUBQ  BX, R10

// LIST makes SI the begin of the list of the term at R11 and R10 its bytes, R12 its last four entries and R9 what they are worth.
#define LIST \
	TERM                    \
	LEAQ (R13)(BX*2), SI    \
	SHLQ $1, R10            \
	ADDQ R14, R9            \
	LEAQ -8(SI)(R10*1), R12

// func raiseX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)
TEXT ·raiseX86(SB), NOSPLIT, $0-48
	TERMS($worth_raised)
	LIST
	CMPQ R10, $8
	JB   setFew
	JMP  setNext

setFour:
	PREFETCHT0 (SI)(R10*1)
	FOUR(SET)
	ADDQ       $8, SI

setNext:
	CMPQ SI, R12
	JB   setFour
	MOVQ R12, SI
	FOUR(SET)
	JMP  term

setFew:
	ADDQ $8, R12

setOne:
	CMPQ SI, R12
	JAE  term
	SET(0)
	ADDQ $2, SI
	JMP  setOne

term:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JZ   done
	LIST
	CMPQ R10, $8
	JB   liftFew
	JMP  liftNext

liftFour:
	PREFETCHT0 (SI)(R10*1)
	FOUR(LIFT)
	ADDQ       $8, SI

liftNext:
	CMPQ       SI, R12
	JB         liftFour
	MOVQ       R12, SI
	PREFETCHT0 8(SI)
	FOUR(LIFT)
	JMP        term

liftFew:
	ADDQ $8, R12

liftOne:
	CMPQ SI, R12
	JAE  term
	LIFT(0)
	ADDQ $2, SI
	JMP  liftOne

done:
	RET

// Of many lists, entries are taken apart 32 at a time: rows to SP and what they are worth to SPREAD behind it, from R12 on, in bytes. Four
// at a time then make peaks.
#define SPREAD (2*(512+32))

// APART takes apart the next 32 entries at SI of R10 that are left, with what is worth in Z0, and leaves whether more are left. DX is the
// bytes of the list: as much is fetched of what lies behind it.
#define APART \
	MOVL        $32, CX               \
	CMPQ        R10, CX               \
	CMOVQLT     R10, CX               \
	MOVL        $-1, AX               \
	BZHIL       CX, AX, AX            \
	KMOVD       AX, K1                \
	VMOVDQU16.Z (SI), K1, Z1          \
	PREFETCHT0  (SI)(DX*1)            \
	VPSRLW      $4, Z1, Z2            \
	VPERMW      Z0, Z1, Z1            \
	VMOVDQU16   Z2, (SP)(R12*1)       \
	VMOVDQU16   Z1, SPREAD(SP)(R12*1) \
	LEAQ        (R12)(CX*2), R12      \
	ADDQ        $64, SI               \
	SUBQ        $32, R10

// LISTED makes SI the begin of the list of the term at R11, R10 its entries, DX its bytes, and Z0 what they are worth, twice.
#define LISTED \
	TERM                             \
	LEAQ            (R13)(BX*2), SI  \
	LEAQ            (R10)(R10*1), DX \
	VBROADCASTI64X4 (R14)(R9*1), Z0

// PUT makes the peak of its row what an entry taken apart is worth.
#define PUT(AT) \
	MOVWLZX AT(SP)(DX*1), AX          \
	MOVWLZX (SPREAD+AT)(SP)(DX*1), CX \
	MOVW    CX, (DI)(AX*2)

// HOIST lifts it to that.
#define HOIST(AT) \
	MOVWLZX AT(SP)(DX*1), AX          \
	MOVWLZX (SPREAD+AT)(SP)(DX*1), CX \
	MOVWLZX (DI)(AX*2), BX            \
	CMPL    CX, BX                    \
	CMOVLLT BX, CX                    \
	MOVW    CX, (DI)(AX*2)

// HOISTALL lifts peaks to what all entries taken apart are worth, and has none taken apart then. It leaves DX as it was, and goes on with
// some of the entries of the term, with the next term, or returns.
#define HOISTALL \
	MOVQ DX, R9    \
	XORQ DX, DX    \
	SUBQ $8, R12   \
	JB   hoistFew  \
	JMP  hoistNext \
	hoistFour:           \
	FOUR(HOIST)          \
	ADDQ       $8, DX    \
	hoistNext:           \
	CMPQ       DX, R12   \
	JB         hoistFour \
	MOVQ       R12, DX   \
	FOUR(HOIST)          \
	JMP        hoisted   \
	hoistFew:          \
	ADDQ      $8, R12  \
	JZ        hoisted  \
	hoistOne:          \
	HOIST(0)           \
	ADDQ      $2, DX   \
	CMPQ      DX, R12  \
	JB        hoistOne \
	hoisted:           \
	XORQ      R12, R12 \
	MOVQ      R9, DX   \
	TESTQ     R15, R15 \
	JZ        done     \
	TESTQ     R10, R10 \
	JG        some     \
	JMP       term     \
	done:      \
	VZEROUPPER \
	RET

// func raise512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)
TEXT ·raise512(SB), 0, $2176-48
	TERMS($worth_raised)
	XORQ  R12, R12
	LISTED
	TESTQ R10, R10
	JZ    term

first:
	APART
	JLE  putAll
	CMPQ R12, $1024
	JB   first

putAll:
	MOVQ DX, R9
	XORQ DX, DX
	SUBQ $8, R12
	JB   putFew
	JMP  putNext

putFour:
	FOUR(PUT)
	ADDQ $8, DX

putNext:
	CMPQ DX, R12
	JB   putFour
	MOVQ R12, DX
	FOUR(PUT)
	JMP  put

putFew:
	ADDQ $8, R12

putOne:
	PUT(0)
	ADDQ $2, DX
	CMPQ DX, R12
	JB   putOne

put:
	XORQ  R12, R12
	MOVQ  R9, DX
	TESTQ R10, R10
	JG    first

term:
	ADDQ  $foundTerm__size, R11
	DECQ  R15
	JZ    hoistAll
	LISTED
	TESTQ R10, R10
	JZ    term

some:
	APART
	JLE  full
	CMPQ R12, $1024
	JB   some

full:
	CMPQ R12, $1024
	JB   term

hoistAll:
	HOISTALL

	// TITLE lifts the peak of the row of an entry of 32 bits to what v by R9 of its low bits is worth by R12.
#define TITLE \
	MOVL    (SI), BX        \
	MOVL    BX, AX          \
	ANDL    $0x3fff, BX     \
	SHRL    $16, AX         \
	MOVBLZX (R9)(BX*1), BX  \
	ANDL    $0xfff, AX      \
	MOVWLZX (R12)(BX*2), CX \
	MOVWLZX (DI)(AX*2), DX  \
	CMPL    CX, DX          \
	CMOVLLT DX, CX          \
	MOVW    CX, (DI)(AX*2)

// func titlesX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)
TEXT ·titlesX86(SB), NOSPLIT, $0-56
	TERMS($worth_titles)
	MOVQ raised+48(FP), R12

term:
	TERM
	JZ   next
	MOVQ (R14)(R9*1), R9
	LEAQ (R13)(BX*4), SI
	SHLQ $2, R10

	PREFETCHT0 (SI)(R10*1)

entry:
	TITLE
	ADDQ $4, SI
	SUBQ $4, R10
	JNZ  entry

next:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JNZ  term
	RET

// JUDGED takes apart the next 16 titles at SI as APART does: v is what the step of a title is worth by Z0, times its recency, in parts of
// 100,000, to the nearest. That is a multiple of ten, so that five more keep the fraction away from where it is cut off.
#define JUDGED \
	MOVL        $16, CX               \
	CMPQ        R10, CX               \
	CMOVQLT     R10, CX               \
	MOVL        $-1, AX               \
	BZHIL       CX, AX, AX            \
	KMOVW       AX, K1                \
	VMOVDQU32.Z (SI), K1, Z1          \
	PREFETCHT0  (SI)(DX*1)            \
	VPSRLD      $16, Z1, Z2           \
	VPSRLD      $10, Z1, Z3           \
	VPERMD      Z0, Z3, Z3            \
	VPANDD      Z16, Z1, Z1           \
	VPMULLD     Z1, Z3, Z3            \
	VPADDD      Z17, Z3, Z3           \
	VCVTDQ2PS   Z3, Z3                \
	VMULPS      Z18, Z3, Z3           \
	VCVTTPS2DQ  Z3, Z3                \
	AMONG(Z3, Z20, Z21, Z4)           \
	AMONG(Z3, Z22, Z23, Z5)           \
	VPTESTMD    Z19, Z3, K2           \
	VMOVDQU32   Z5, K2, Z4            \
	VPMOVDW     Z2, Y2                \
	VPMOVDW     Z4, Y4                \
	VMOVDQU     Y2, (SP)(R12*1)       \
	VMOVDQU     Y4, SPREAD(SP)(R12*1) \
	LEAQ        (R12)(CX*2), R12      \
	ADDQ        $64, SI               \
	SUBQ        $16, R10

// TITLED makes SI the begin of the list of the term at R11, R10 its entries, DX its bytes, and Z0 what their steps are worth.
#define TITLED \
	TERM                                \
	LEAQ      (R13)(BX*4), SI           \
	LEAQ      (R10*4), DX               \
	MOVQ      (R14)(R9*1), AX           \
	VMOVDQU32 titleValues_steps(AX), Z0

// func titles512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)
TEXT ·titles512(SB), 0, $2176-56
	TERMS($worth_titles)
	MOVQ         raised+48(FP), AX
	VMOVDQU64    (AX), Z20
	VMOVDQU64    64(AX), Z21
	VMOVDQU64    128(AX), Z22
	VMOVDQU64    192(AX), Z23
	MOVL         $0x3ff, AX
	VPBROADCASTD AX, Z16
	MOVL         $50005, AX
	VPBROADCASTD AX, Z17
	MOVL         $0x3727c5ac, AX   // 1e-5
	VPBROADCASTD AX, Z18
	MOVL         $64, AX
	VPBROADCASTD AX, Z19
	XORQ         R12, R12
	JMP          list

some:
	JUDGED
	JLE  full
	CMPQ R12, $1024
	JB   some

full:
	CMPQ R12, $1024
	JAE  hoistAll

term:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JZ   hoistAll

list:
	TITLED
	TESTQ R10, R10
	JZ    term
	JMP   some

hoistAll:
	HOISTALL
